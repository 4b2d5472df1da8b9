"""Random deck: hypothesis strategies for decks in Markdown that hold every block of the format, awkward ones first."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = st.sampled_from(
    (
        "dike", "dune", "the", "of", "and", "to", "water", "sand", "a", "in", "is", "measured",
        "1,234.5", "−7", "%", "“quoted”", "‘single’", "naïve", "Übergröße",
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        "https://example.org/a_very/long/address?with=query&and=more#fragment",
        "数据科学家喜欢长句子而且没有空格。", "深層学習、", "مرحبا", "بالعالم", "שלום", "🙂", "👩\u200d🔬", "🇳🇱", "x²",
        "H₂O", "½", "…", "–", "—", "a\u00a0b", "co\u00adoperate", "3\\*4", "\\<tag\\>", "\\_",
        "\\$5", "C++", "\\@tf", "\\[x\\]",
    )
)  # fmt: skip
PLAIN = st.lists(WORDS, min_size=1, max_size=25).map(" ".join)
SHORT = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
KEYS = st.sampled_from(("vanderberg2023", "king2018", "noyear", "noauthor", "crowd2018"))
FORMULAS = st.sampled_from((r"a^2 + b^2 = c^2", r"\frac{1}{n}\sum_{i=1}^{n} x_i", r"\alpha \le \beta", r"\sqrt{x}"))
LANGUAGES = st.sampled_from(("", "python", "cpp", "json", "text"))
CODE_LINES = st.lists(
    st.sampled_from(("def f(x):", "    return x @ y  # product", "", "\tindented", "if a < b and c > d:", "x = '☃'")),
    min_size=1,
    max_size=30,
)


def _look(words: str, look: str) -> str:
    return f"{look}{words}{look}"


PIECES = st.one_of(
    SHORT,
    SHORT,
    st.builds(_look, SHORT.filter(lambda words: not set(words) & set("*_")), st.sampled_from(("*", "**", "~~"))),
    st.just("`code <b> & $x$`"),
    st.just("[a link](https://example.org/?a=1&b=2)"),
    st.just("<https://example.org/auto>"),
    KEYS.map(lambda key: f"[@{key}, p. 3]"),
    KEYS.map(lambda key: f"@{key}"),
    FORMULAS.map(lambda latex: f"${latex}$"),
    SHORT.map(lambda words: f"word^[{words.replace('[', '').replace(']', '')}]"),
)
INLINE = st.lists(PIECES, min_size=1, max_size=6).map(" ".join)
CELLS = st.one_of(SHORT, SHORT, st.sampled_from(("", "12.5", "7", "−3", "`code`", "**strong**")))


def _indented(block: str, blanks: int) -> str:
    return "\n".join((" " * blanks + line) if line else line for line in block.split("\n"))


@st.composite
def lists(draw: st.DrawFn, depth: int = 1) -> str:
    """Gives a list of up to three levels whose items may hold code."""
    numbered = draw(st.booleans())
    items = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        mark = f"{number}. " if numbered else "- "
        item = draw(INLINE)
        kind = draw(st.integers(0, 9))
        if kind == 0 and depth < 3:
            item += "\n" + draw(lists(depth + 1))
        elif kind == 1:
            item += "\n\n" + draw(codes())
        elif kind == 2:
            item += "\n\n" + draw(INLINE)
        items.append(mark + _indented(item, len(mark)).lstrip(" "))
    return "\n".join(items)


@st.composite
def codes(draw: st.DrawFn) -> str:
    """Gives a listing in a language or none."""
    return "```" + draw(LANGUAGES) + "\n" + "\n".join(draw(CODE_LINES)) + "\n```"


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Gives a pipe table of one to seven columns, up to forty rows, sometimes with widths or a merged cell."""
    columns = draw(st.integers(1, 7))
    row = st.lists(CELLS, min_size=columns, max_size=columns)
    rows = draw(st.lists(row, max_size=draw(st.sampled_from((3, 8, 40)))))
    header = draw(st.lists(SHORT, min_size=columns, max_size=columns))
    if rows and columns > 1 and draw(st.booleans()):
        rows[0] = [rows[0][0], "<", *rows[0][2:]]
    marks = draw(st.lists(st.sampled_from(("---", ":--", "--:", ":-:")), min_size=columns, max_size=columns))
    table = "\n".join("| " + " | ".join(cells) + " |" for cells in (header, marks, *rows))
    if draw(st.booleans()):
        widths = " ".join(map(str, draw(st.lists(st.integers(1, 4), min_size=columns, max_size=columns))))
        return f'::: {{.table widths="{widths}"}}\n{table}\n:::'
    return table


PARAGRAPHS = INLINE
SIMPLE = st.one_of(
    PARAGRAPHS,
    lists(),
    tables(),
    codes(),
    FORMULAS.map(lambda latex: f"$$\n{latex}\n$$"),
    st.just('![A sketch of a dike](sketch.png "Drawn for the tests"){width=60%}'),
    st.just("![A drawing](drawing.svg)"),
    SHORT.map(lambda words: f"### {words}"),
    st.builds(lambda said, key: "> " + said.replace("\n", " ") + f"\n>\n> [@{key}]", INLINE, KEYS),
    st.builds(
        lambda kind, said: f"::: {{.callout .{kind}}}\n{said}\n:::", st.sampled_from(("note", "warning")), PARAGRAPHS
    ),
    st.builds(
        lambda kind: f'::: {{.chart type={kind} data="numbers.csv" x=month title="Made up"}}\n:::',
        st.sampled_from(("bar", "column", "stacked", "line", "area y=sand")),  # an area may have no gap
    ),
    st.just(". . ."),
    lists().map(lambda written: f"::: incremental\n{written}\n:::"),
)


@st.composite
def columns(draw: st.DrawFn) -> str:
    """Gives two to four columns, or the two sides of a comparison."""
    if draw(st.booleans()):
        sides = [f"::: {name}\n{draw(SIMPLE)}\n:::" for name in ("tensorflow", "pytorch")]
        return ":::: compare\n" + "\n".join(sides) + "\n::::"
    parts = [f"::: column\n{draw(SIMPLE)}\n:::" for _ in range(draw(st.integers(2, 4)))]
    return ":::: columns\n" + "\n".join(parts) + "\n::::"


@st.composite
def slides(draw: st.DrawFn) -> str:
    """Gives a slide, or a section, with up to four blocks and sometimes notes."""
    if draw(st.integers(0, 7)) == 0:
        return f"# {draw(SHORT)}\n\n"
    attributes = draw(st.sampled_from(("", "", " {subject=pytorch}", " {.untitled}", " {minutes=2 transition=fade}")))
    title = draw(st.one_of(SHORT, SHORT, PLAIN))
    blocks = draw(st.lists(st.one_of(SIMPLE, SIMPLE, SIMPLE, columns()), max_size=4))
    notes = [f"::: notes\n{draw(PARAGRAPHS)}\n\n{draw(lists())}\n:::"] if draw(st.booleans()) else []
    return "\n\n".join([f"## {title}{attributes}", *blocks, *notes]) + "\n\n"


@st.composite
def decks(draw: st.DrawFn) -> str:
    """Gives a whole deck with front matter and, half the time, references slides."""
    front = f'---\ntitle: "{draw(st.sampled_from(("Dikes vs Dunes", "A talk", "Ein " + "sehr " * 9 + "langer")))}"\n'
    front += "author: [Ada Example]\ndate: 2020-02-29\nbibliography: bibliography.bib\n---\n\n"
    body = "".join(draw(st.lists(slides(), min_size=1, max_size=4)))
    return front + body + draw(st.sampled_from(("", "## References\n\n::: {#refs}\n:::\n")))
