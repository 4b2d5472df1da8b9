// Whatever is wider than its frame can be reached with the Tab key and then scrolled with the arrow keys.
const frames = "pre > code, .md-typeset__scrollwrap, .jp-InputArea-editor, .jp-OutputArea-output, .slide .box";

function letKeyboardScroll() {
  for (const frame of document.querySelectorAll(frames)) {
    if (frame.scrollWidth > frame.clientWidth + 1 && getComputedStyle(frame).overflowX === "auto") frame.tabIndex = 0;
    else frame.removeAttribute("tabindex");
  }
}

addEventListener("load", letKeyboardScroll);
addEventListener("resize", letKeyboardScroll);
