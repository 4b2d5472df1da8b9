from __future__ import annotations

import pytest

from case_file import read_cases
from references.make import make_library
from references.read import read_entries
from references.style import address_of
from sample_library import CASES, marked, sample_library
from text.source import Problems

AWKWARD = {
    "accents2021": "García-Martínez, J., Ångström, J., Łuk, J., & Strauß, R. (2021). Naïve Bayes & friends: "
    "What's left, 10% *and* more. *Journal of Examples*, *7*(2), 1–15. https://doi.org/10.1234/ex.2021.7",
    "mathtitle2019": "Knuth, A., & Curie, B. (2019). Sorting in O(n log n) time and the L2 norm over R2 of α-trees. "
    "*Acta Exemplaria*, *3*, Article e17.",
    "corporate2019": "Google Brain Team. (2019, September). *How we draw: A guide for PyTorch and NASA*. "
    "https://example.org/how-we-draw",
    "crowd2018": "Aa, A., Bb, B., Cc, C., Dd, D., Ee, E., Ff, F., Gg, G., Hh, H., Ii, I., Jj, J., Kk, K., Ll, L., "
    "Mm, M., Nn, N., Oo, O., Pp, P., Qq, Q., Rr, R., Ss, S., … Vv, V. (2018). A crowd of authors. In E. Ditor, "
    "E. Ditrix, & E. Ditrum (Eds.), *Proceedings of the 5th Conference on Crowds* (Vol. 2, p. 7). Example Press.",
    "noyear": "Doe, J. (n.d.). *A page without a date*. https://example.org/undated",
    "vanderberg2023": "van der Berg, H., & de la Cruz, M. J. (2023, April 5). *On dikes*. "
    "https://example.org/dikes?a=1&b=2",
    "king2018": "King, M., Jr. (2018). *On graphs and gradients* [Doctoral dissertation, University of Example].",
    "arxiv2017": "Vaswani, A., & Shazeer, N. (2017). *Attention is all you need* (arXiv:1706.03762v5). arXiv. "
    "https://doi.org/10.48550/arXiv.1706.03762",
    "sici1998": "Old, O. (1998). Is this a question? *Quarterly of Questions*, *12*, 34, 36–38. "
    "https://doi.org/10.1002/(SICI)1097-0258(19980815/30)17:15/16%3C1661::AID-SIM968%3E3.0.CO;2-2",
    "chapter2015": "Part, P. (2015). One chapter. In W. Whole & W. Van Whole (Eds.), *The big book of LaTeX things: "
    "Second thoughts* (2nd ed., pp. 10–20). Example House.",
    "book2015": "Whole, W., & Van Whole, W. (Eds.). (2015). *The big book of LaTeX things: Second thoughts* (2nd ed.). "
    "Example House.",
    "soleeditor2014": "Lone, L. (2014). *A primer* (11th ed., Vol. 3). Example Press.",
    "report2016": "Example Labs. (2016). *Yearly account* (Report No. 12).",
    "tool2022": "Tooley, T., & Ascani, R. J. (2022). *exampletool: Tools for examples* (Version 2.1.0) "
    "[Computer software]. Zenodo. https://doi.org/10.5281/zenodo.1234567",
    "numbers2022": "Tooley, T. (2022). *Numbers of examples* [Data set]. https://example.org/numbers.csv",
    "open2020": "First, F., Second, S., et al. (2020). *An open list* [GitHub repository, commit abc123]. "
    "https://github.com/example/open",
    "young2017": "Young, J.-L. (2017). *Small nets* [Master's thesis, Example Institute of Technology]. "
    "https://example.org/nets.pdf",
    "chinese2013": "王, 小明. (2013). *深度学习*. https://example.org/zh",
    "wuyi2020": "Wu, Y. (2020b, February). *Rice*. https://example.org/w1",
    "soon": "Soon, S. (in press). *Coming up: A preview*.",
}


@pytest.mark.parametrize("key", AWKWARD)
def test_an_awkward_entry_becomes_an_apa_line(key: str) -> None:
    assert marked(sample_library()[key].reference) == AWKWARD[key]


@pytest.mark.parametrize(("name", "written", "expected"), read_cases(CASES / "reference.md"))
def test_an_entry_becomes_an_apa_line(name: str, written: str, expected: str) -> None:
    problems = Problems()
    (reference,) = make_library(read_entries(written, "x.bib", problems))
    assert marked(reference.reference) == expected
    assert not problems.found


def test_the_address_of_a_work_is_a_link_of_its_own() -> None:
    runs = sample_library()["sici1998"].reference.runs
    assert [run.text for run in runs if run.link] == [address_of(sample_library()["sici1998"].entry)]


def test_indices_and_exponents_in_titles_keep_their_places() -> None:
    shifted = [(run.text, run.shift) for run in sample_library()["mathtitle2019"].reference if run.shift]
    assert shifted == [("2", "sub"), ("2", "super")]
