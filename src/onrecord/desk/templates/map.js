// Draws the places on the world and lists what happens at the one that is chosen. All text goes in as text.
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const { places, articles } = read("map-data");
  const { realities, types, leanings } = read("map-words");
  const world = read("map-world");
  const countries = topojson.feature(world, world.objects.countries).features;

  const NEAREST = 100; // times nearer than the whole world
  const NEAREST_AT_FIRST = 16; // the borders are coarse
  const LARGEST = 1100; // area in square pixels of the place named most
  const SMALLEST = 40;
  const LABELS = 60;
  const MANY = 20; // with so many places, one far off does not count at first

  document.querySelector(".atlas").hidden = false;
  const sheet = document.querySelector(".sheet");
  const svg = d3.select(".sheet > svg");
  const tip = document.querySelector(".tip");
  const numbers = new Intl.NumberFormat("en");
  const count = (number, name) => `${numbers.format(number)} ${name}${number === 1 ? "" : "s"}`;

  // The parts of the world that hold no place may lie at the edge: points on both sides of the date line stay together.
  function middleLongitude() {
    const sorted = places.map((place) => place.lon).sort((a, b) => a - b);
    let widest = sorted[0] + 360 - sorted[sorted.length - 1];
    let start = sorted[0];
    for (let i = 1; i < sorted.length; i += 1) {
      if (sorted[i] - sorted[i - 1] > widest) [widest, start] = [sorted[i] - sorted[i - 1], sorted[i]];
    }
    const arc = 360 - widest;
    return arc > 150 ? { arc, middle: 11 } : { arc, middle: start + arc / 2 };
  }
  const { arc, middle } = middleLongitude();
  const projection = (arc > 150 ? d3.geoNaturalEarth1() : d3.geoMercator()).rotate([-middle, 0]);
  const path = d3.geoPath(projection);

  const ground = svg.append("g").attr("aria-hidden", "true");
  const land = ground.selectAll("path").data(countries).join("path").attr("class", "land");
  const names = svg.append("g").attr("aria-hidden", "true");
  const most = d3.max(places, (place) => place.articles);
  const area = (place) => Math.max(SMALLEST, place.articles * Math.min(LARGEST / most, 90));
  const shapes = { conflict: d3.symbolDiamond, cooperation: d3.symbolSquare, named: d3.symbolCircle };
  const total = (place) => d3.sum(Object.values(place.counts), (own) => d3.sum(Object.values(own)));
  const told = (place) => `${count(place.articles, "article")}, ${count(place.mentions, "mention")}, ${count(total(place), "event")}${total(place) ? `: ${leanings[place.leaning]}` : ""}`;

  // The order in the page is that of the arrow keys; the smaller lie above the larger, or could not be reached.
  const dots = svg.append("g").selectAll("path").data(places).join("path")
    .attr("class", (place) => ["dot", place.wide && "wide", place.rough && "rough", place.firm && "firm"].filter(Boolean).join(" "))
    .attr("data-leaning", (place) => place.leaning)
    .attr("d", (place) => d3.symbol(shapes[place.leaning], area(place))())
    .attr("role", "button")
    .attr("aria-pressed", "false")
    .attr("aria-label", (place) => `${place.name}, ${place.about}: ${told(place)}`)
    .on("pointerenter focus", (event, place) => { point(place); })
    .on("pointerleave blur", () => { tip.hidden = true; })
    .on("click", (event, place) => choose(place));
  const halo = svg.append("circle").attr("class", "halo").attr("aria-hidden", "true");
  const labels = svg.append("g").attr("aria-hidden", "true");

  let chosen = null;
  let width = 0;
  let height = 0;
  let at = d3.zoomIdentity;
  const zoom = d3.zoom().scaleExtent([1, NEAREST]).on("zoom", ({ transform }) => move(transform));
  svg.call(zoom).on("dblclick.zoom", null);

  function fit() {
    if (!sheet.clientWidth || !sheet.clientHeight) return; // not laid out yet, or hidden: it is called again
    width = sheet.clientWidth;
    height = sheet.clientHeight;
    if (arc > 150) projection.fitSize([width, height], { type: "Sphere" });
    else projection.scale(Math.max(width, height) / (2 * Math.PI)).translate([width / 2, height / 2]);
    land.attr("d", path);
    for (const country of countries) {
      // Its largest part has the name: France is not in the Atlantic for the sake of Guiana.
      const parts = country.geometry.type === "Polygon" ? [country.geometry.coordinates] : country.geometry.coordinates;
      const largest = d3.greatest(parts.map((coordinates) => ({ type: "Polygon", coordinates })), (part) => path.area(part));
      const [[left], [right]] = path.bounds(largest);
      Object.assign(country, { middle: path.centroid(largest), width: right - left });
    }
    for (const place of places) place.xy = projection([place.lon, place.lat]);
    zoom.extent([[0, 0], [width, height]]).translateExtent([[-width, -height], [2 * width, 2 * height]]);
    home();
  }

  function home() {
    const ends = places.length > MANY ? [0.03, 0.97] : [0, 1];
    const [left, right] = ends.map((end) => d3.quantile(places, end, (place) => place.xy[0]));
    const [top, bottom] = ends.map((end) => d3.quantile(places, end, (place) => place.xy[1]));
    const k = Math.max(1, Math.min(NEAREST_AT_FIRST, 0.8 * Math.min(width / (right - left), height / (bottom - top))));
    svg.call(zoom.transform, d3.zoomIdentity.translate(width / 2, height / 2).scale(k).translate(-(left + right) / 2, -(top + bottom) / 2));
  }

  function move(transform) {
    at = transform;
    ground.attr("transform", at);
    dots.attr("transform", (place) => `translate(${at.apply(place.xy)})`);
    tip.hidden = true;
    ring();
    label();
  }

  function ring() {
    if (chosen?.xy) halo.attr("transform", `translate(${at.apply(chosen.xy)})`).attr("r", Math.sqrt(area(chosen)) / 1.4 + 5);
  }

  // Names as far as they have room, the places named in most articles first, then countries.
  function label() {
    const taken = [];
    const room = (x, y, wide) => {
      if (x < 0 || y < 12 || x + wide > width || y > height) return false;
      if (taken.some(([left, top, right]) => x < right && x + wide > left && Math.abs(y - top) < 13)) return false;
      taken.push([x, y, x + wide]);
      return true;
    };
    const shown = [];
    for (const place of places) {
      if (shown.length === LABELS) break;
      const [x, y] = at.apply(place.xy);
      const right = x + Math.sqrt(area(place)) / 1.7 + 4;
      if (place.name.length < 40 && room(right, y + 4, place.name.length * 6.4)) shown.push({ name: place.name, x: right, y: y + 4 });
    }
    const put = (into, own, kind) => into.selectAll("text").data(own).join("text").attr("class", kind)
      .attr("x", (text) => text.x).attr("y", (text) => text.y).text((text) => text.name);
    put(labels, shown, "place");
    const named = new Set(shown.map((text) => text.name));
    put(names, countries.flatMap((country) => {
      const [x, y] = at.apply(country.middle);
      const { name } = country.properties;
      const wide = name.length * 7;
      return country.width * at.k > wide && !named.has(name) && room(x - wide / 2, y, wide) ? [{ name, x, y }] : [];
    }), "country");
  }

  function point(place) {
    let [x, y] = at.apply(place.xy);
    if (x < 0 || y < 0 || x > width || y > height) {
      svg.call(zoom.translateTo, ...place.xy);
      [x, y] = at.apply(place.xy);
    }
    const name = document.createElement("b");
    name.textContent = place.name;
    tip.replaceChildren(name, `${place.about}. ${told(place)}`);
    tip.hidden = false;
    tip.style.left = `${Math.min(x + 14, width - tip.offsetWidth - 6)}px`;
    tip.style.top = `${y + 14 + tip.offsetHeight > height ? y - tip.offsetHeight - 14 : y + 14}px`;
  }

  const form = document.getElementById("there-filter");
  const wanted = (type, reality) =>
    (!form.elements.type.value || form.elements.type.value === type) && (!form.elements.reality.value || form.elements.reality.value === reality);
  const fitting = (place) => d3.sum(Object.entries(place.counts), ([type, own]) =>
    d3.sum(Object.entries(own), ([reality, number]) => (wanted(type, reality) ? number : 0)));

  function element(name, kind, ...inside) {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    made.append(...inside);
    return made;
  }

  function words({ words: text, trigger }) {
    const start = trigger ? text.indexOf(trigger) : -1;
    if (start < 0 || text.indexOf(trigger, start + 1) >= 0) return [text];
    return [text.slice(0, start), element("mark", "", trigger), text.slice(start + trigger.length)];
  }

  function line(event) {
    const article = articles[event.article];
    const type = element("abbr", "", event.type);
    type.title = types[event.type];
    const badges = element("span", "badges", element("span", "", event.standing), " ", element("span", "", realities[event.reality]));
    const kind = element("p", "kind", type, event.mode ? `· ${event.mode} ` : "", badges);
    const from = element("p", "from", `${event.day}, ${article.outlet ?? "no outlet"}: `);
    const title = element(article.url ? "a" : "span", "", article.title || article.id);
    if (article.url) Object.assign(title, { href: article.url, rel: "noopener noreferrer nofollow" });
    title.title = article.id;
    from.append(title);
    const made = element("li", event.firm ? "deed firm" : "deed", kind);
    if (event.who || event.whom) made.append(element("p", "who", `${event.who || "not told"} → ${event.whom || "not told"}`));
    made.append(element("p", "", ...words(event)));
    if (event.time) made.append(element("p", "from", `Time told: ${event.time}`));
    made.append(from);
    return made;
  }

  function choose(place) {
    chosen = place;
    dots.attr("aria-pressed", (own) => String(own === place));
    ring();
    document.getElementById("there-name").textContent = place.name;
    document.getElementById("there-about").textContent = `${place.about}. Named in ${count(place.articles, "article")}, ${count(place.mentions, "time")}, ${place.days}.`;
    list();
  }

  function list() {
    const all = total(chosen);
    const number = fitting(chosen);
    const shown = chosen.events.filter((event) => wanted(event.type, event.reality));
    const some = number === all ? count(all, "event") : `${numbers.format(number)} of ${count(all, "event")}`;
    const left = shown.length < number ? ` The newest ${numbers.format(shown.length)} are here.` : "";
    document.getElementById("there-count").textContent = all ? `${some}.${left}` : "Only named: the words put no event here.";
    document.getElementById("there-events").replaceChildren(...shown.map(line));
    document.getElementById("there-events").scrollTop = 0;
  }

  form.addEventListener("input", () => {
    const active = form.elements.type.value || form.elements.reality.value;
    dots.classed("faded", (place) => active && !fitting(place));
    list();
  });
  form.addEventListener("submit", (event) => event.preventDefault());

  const goes = {
    in: () => svg.call(zoom.scaleBy, 1.8),
    out: () => svg.call(zoom.scaleBy, 1 / 1.8),
    home,
    world: () => svg.call(zoom.transform, d3.zoomIdentity),
  };
  for (const button of document.querySelectorAll("[data-zoom]")) button.addEventListener("click", goes[button.dataset.zoom]);

  // A place in the table shows on the map; without this script the link leads to its own row.
  function linked() {
    const place = places[location.hash.match(/^#p(\d+)$/)?.[1]];
    if (!place) return;
    choose(place);
    if (place.xy) svg.call(zoom.translateTo, ...place.xy);
    sheet.scrollIntoView({ block: "nearest" });
  }
  addEventListener("hashchange", linked);
  document.addEventListener("click", (event) => {
    if (event.target.closest("a[href^='#p']")?.getAttribute("href") === location.hash) linked();
  });

  rove(dots.nodes(), (index) => choose(places[index]));
  new ResizeObserver(() => { if (sheet.clientWidth !== width || sheet.clientHeight !== height) fit(); }).observe(sheet);
  fit();
  choose(d3.greatest(places, total));
  linked();
})();
