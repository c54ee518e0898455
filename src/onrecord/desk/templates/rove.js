"use strict";
// One stop for the Tab key among many marks: the arrow keys go on from there, Enter and Space choose.
function rove(marks, choose) {
  let current = 0;
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };
  function take(index) {
    marks[current].setAttribute("tabindex", "-1");
    current = Math.min(Math.max(index, 0), marks.length - 1);
    marks[current].setAttribute("tabindex", "0");
  }
  marks.forEach((mark, index) => {
    mark.setAttribute("tabindex", index ? "-1" : "0");
    mark.addEventListener("focus", () => take(index));
    mark.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") choose(index, event);
      else if (event.key in step) {
        take(current + step[event.key]);
        marks[current].focus({ preventScroll: true });
      } else return;
      event.preventDefault();
    });
  });
}
