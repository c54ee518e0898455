// Draws the figures of each unit by day. All text goes in as text.
(() => {
  const { charts, articles } = JSON.parse(document.getElementById("figures-data").textContent);
  const SHAPES = [d3.symbolCircle, d3.symbolSquare, d3.symbolTriangle, d3.symbolDiamond, d3.symbolCross, d3.symbolStar, d3.symbolWye, d3.symbolCircle];
  const DAY = 86400000;
  const NEAR = 7; // pixels within which two marks would hide each other
  const LARGE = 1e6;
  const AWAY = 365; // days so far from all articles stand at the edge, or one old year would press the others together
  const EDGE = 44; // pixels
  const [LEFT, RIGHT, FOOT, TOP] = [64, 24, 28, 14];

  const drawn = document.getElementById("drawn");
  drawn.hidden = false;
  const tip = drawn.querySelector(".tip");
  const shape = (claimant, area) => d3.symbol(SHAPES[claimant], area)();
  for (const item of drawn.querySelectorAll(".claimants li")) {
    d3.select(item).insert("svg", () => item.firstChild).attr("viewBox", "-7 -7 14 14").attr("aria-hidden", "true").attr("class", "mark")
      .append("path").attr("d", shape(Number(item.dataset.claimant), 90));
  }

  const time = (day, more = 0) => new Date(Date.parse(day) + more * DAY);
  for (const { figures } of charts) {
    for (const figure of figures) {
      figure.start = time(figure.from);
      figure.end = time(figure.to, 1);
      figure.middle = new Date((figure.start.getTime() + figure.end.getTime()) / 2);
    }
  }

  const dayAndMonth = d3.utcFormat("%-d %b");
  const month = d3.utcFormat("%b");
  const year = d3.utcFormat("%Y");
  function written(day, index) {
    if (day.getUTCDate() > 1) return index ? dayAndMonth(day) : `${dayAndMonth(day)} ${year(day)}`;
    if (day.getUTCMonth() > 0) return index ? month(day) : `${month(day)} ${year(day)}`;
    return year(day);
  }

  const near = articles ? [time(articles[0], -AWAY), time(articles[1], AWAY)] : [-Infinity, Infinity];
  const side = (figure) => (figure.middle < near[0] ? "earlier" : figure.middle > near[1] ? "later" : "");

  function scales({ log, figures }, width, height) {
    const sides = new Set(figures.map(side));
    const [first, last] = d3.extent(figures.filter((figure) => !side(figure)), (figure) => figure.middle);
    const margin = Math.max(2 * DAY, (last - first) * 0.03);
    const days = sides.has("") ? [new Date(first - margin), new Date(Number(last) + margin)] : near;
    const x = d3.scaleUtc(days, [LEFT + (sides.has("earlier") ? EDGE : 0), width - RIGHT - (sides.has("later") ? EDGE : 0)]);
    const [low, high] = [d3.min(figures, (figure) => figure.low), d3.max(figures, (figure) => figure.high)];
    const y = log
      ? d3.scaleLog([low, high], [height - FOOT, TOP]).nice()
      : d3.scaleLinear([Math.min(0, low), high > 0 || low < 0 ? Math.max(0, high) : 1], [height - FOOT, TOP]).nice();
    return { x, y, sides };
  }

  // Marks at one spot stand side by side, as far as there is room.
  function apart(figures, x, y, edges) {
    const taken = new Map();
    for (const figure of figures) {
      figure.y = y(y.base ? Math.sqrt(figure.low) * Math.sqrt(figure.high) : figure.low / 2 + figure.high / 2);
      const own = edges[side(figure)] ?? x(figure.middle);
      const spot = `${Math.round(own / NEAR)} ${Math.round(figure.y / NEAR)}`;
      const before = taken.get(spot) ?? 0;
      taken.set(spot, before + 1);
      figure.x = own + ((before % 9) + 1 >> 1) * NEAR * (before % 2 ? 1 : -1);
    }
  }

  function draw(chart, section) {
    const svg = d3.select(section.querySelector("svg"));
    const { width, height } = svg.node().getBoundingClientRect();
    const most = d3.max(chart.figures, (figure) => Math.abs(figure.high));
    const numbers = new Intl.NumberFormat("en", most >= LARGE ? { notation: "compact" } : { maximumSignificantDigits: 6 });
    const { x, y, sides } = scales(chart, width, height);
    const edges = { earlier: LEFT + EDGE / 2, later: width - RIGHT - EDGE / 2 };
    apart(chart.figures, x, y, edges);
    section.querySelector(".note").hidden = !chart.log;
    const room = y.tickFormat(6, "~g"); // nothing for those levels of a logarithmic scale that would crowd
    const levels = y.ticks(6).filter((value) => room(value) !== "");
    svg.selectAll("*").remove();
    svg.append("g").attr("aria-hidden", "true").attr("transform", `translate(0,${height - FOOT})`)
      .call(d3.axisBottom(x).tickValues(x.ticks(Math.max(2, width / 110)).filter((day) => day % DAY === 0)).tickFormat(written).tickSizeOuter(0));
    svg.append("g").attr("aria-hidden", "true").attr("transform", `translate(${LEFT},0)`)
      .call(d3.axisLeft(y).tickValues(levels).tickSize(LEFT + RIGHT - width).tickFormat((value) => numbers.format(value)))
      .call((axis) => axis.select(".domain").remove());
    for (const edge of Object.keys(edges).filter((name) => sides.has(name))) {
      svg.append("text").attr("class", "edge").attr("aria-hidden", "true").attr("x", edges[edge]).attr("y", height - FOOT + 17).text(edge);
    }
    const marks = svg.append("g").selectAll("a").data(chart.figures).join("a").attr("class", "mark")
      .attr("href", (figure) => `#f${figure.row}`)
      .attr("data-claimant", (figure) => figure.claimant)
      .attr("aria-label", (figure) => figure.hint.join(". "))
      .on("pointerenter focus", (event, figure) => point(svg.node(), figure))
      .on("pointerleave blur", () => { tip.hidden = true; });
    const line = (kind, own, ends) => {
      const lines = marks.filter(own).append("line").attr("class", kind);
      ["x1", "x2", "y1", "y2"].forEach((name, index) => lines.attr(name, (figure) => ends(figure)[index]));
    };
    const inside = (day) => Math.min(Math.max(x(day), x.range()[0]), x.range()[1]);
    const ranged = (figure) => figure.low !== figure.high;
    line("span", (figure) => figure.end - figure.start > DAY && !side(figure), (figure) => [inside(figure.start), inside(figure.end), figure.y, figure.y]);
    line("bar", ranged, (figure) => [figure.x, figure.x, y(figure.low), y(figure.high)]);
    for (const end of ["low", "high"]) line("cap", ranged, (figure) => [figure.x - 5, figure.x + 5, y(figure[end]), y(figure[end])]);
    marks.append("path").attr("transform", (figure) => `translate(${figure.x},${figure.y})`).attr("d", (figure) => shape(figure.claimant, 64));
    marks.filter((figure) => figure.sign).append("text").attr("x", (figure) => figure.x + 7).attr("y", (figure) => figure.y - 5).text((figure) => figure.sign);
    rove(marks.nodes(), (index) => { location.hash = `f${chart.figures[index].row}`; });
  }

  function point(svg, figure) {
    const [value, ...more] = figure.hint;
    const bold = document.createElement("b");
    bold.textContent = value;
    tip.replaceChildren(bold, more.join(". "));
    tip.hidden = false;
    const [own, all] = [svg.getBoundingClientRect(), drawn.getBoundingClientRect()];
    tip.style.left = `${Math.max(0, Math.min(figure.x + 12, own.width - tip.offsetWidth))}px`;
    tip.style.top = `${own.top - all.top + figure.y + 14}px`;
  }

  const sections = drawn.querySelectorAll(".chart");
  let width = 0;
  function fit() {
    if (drawn.clientWidth === width) return;
    width = drawn.clientWidth;
    charts.forEach((chart, index) => draw(chart, sections[index]));
  }
  new ResizeObserver(fit).observe(drawn);
  fit();
})();
