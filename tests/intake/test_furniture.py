"""Furniture: lines of the page are found, reported speech never is."""

import pytest

from onrecord.intake.furniture import find_furniture, is_end_matter


@pytest.mark.parametrize(
    "line",
    [
        "Copyright  The Associated Press. All rights reserved. This material may not be published, broadcast.",
        "Copyright 2031 The Quayside. All rights reserved.",
        "© 2031 Harbour Post. Reproduction only with permission.",
        "(c) Harbour Post",
        "This material may not be published, broadcast, rewritten or redistributed without permission.",
        "Harbour Post. All rights reserved.",
        "AP Diplomatic Writer Jane Doe in Strand, Ilse Marren and Duarte Finch in Varra contributed to this report.",
        "Associated Press writers Jane Doe and Ilse Marren contributed reporting.",
        "Reporting by Jane Doe; editing by R. Holm",
        "Reporting by Jane Doe editing by R. Holm",
        "(Reporting by Jane Doe, Strand; additional reporting by bureaus in Varra and Port Selne)",
        "(Additional reporting by Jane Doe in Strand.)",
        "Additional reporting by Jane Doe in Strand. Photo reed beds near Ordiz Harbour Post archive.",
        "Read more: Minister says talks will go on",
        "Read more: What the lines say | Opinion: Quiet is not peace",
        "Read more Who was aboard | Inside the marshes",
        "READ MORE",
        "Related: The winter the river froze",
        "You may also like",
        "Share this article",
        "Share this article | Save | Print",
        "Facebook Twitter Email",
        "Advertisement",
        "ADVERTISEMENT",
        "Story continues below advertisement",
        "Click here to sign up",
        "Sign up to The Long View, our weekly letter on world affairs.",
        "Subscribe to our newsletter.",
        "Get the day's news in your inbox",
        "Follow us on Twitter and Facebook",
        "Follow us for alerts. Harbour Post is not responsible for the content of external sites.",
        "Follow Jane Doe on Twitter @janedoe.",
        "Photo: Jane Doe/AFP",
        "A fishing boat off Mole at dusk. Image: Jane Doe (flickr).",
        "By Jane Doe",
        "By JANE DOE Associated Press",
        "By Hugo Ferrand in Calder Bay",
        "Source: Basin Wire",
        "With agencies. Sign up to our newsletter.",
        "We use cookies to improve your experience.",
        "This is a developing story. Refresh for updates.",
        "This article was originally published in the Harbour Post.",
        "Updated 3 February 2031 10:15 GMT",
        "  * Originally published on February 3",
        "Like our coverage Support Globe Dispatch from two crowns a week.",
        "5 min read",
    ],
)
def test_lines_of_the_page(line: str) -> None:
    assert find_furniture(["The ferry sailed.", line]) == {1}


@pytest.mark.parametrize(
    "paragraph",
    [
        "He told reporters his daughter contributed to the report.",
        "Follow us, the rebels shouted.",
        "“Follow us on the road to Facebook,” the rebels shouted.",
        "Follow us on Twitter if you dare, the minister told the crowd.",
        "Share this story with your children, she said.",
        "Share this article with nobody, the editor warned.",
        "Click here to see what you voted for, he said, pointing at the ballot.",
        "Subscribe to our newsletter, the opposition leader urged his followers.",
        "Read more Shakespeare, the minister told pupils.",
        "Read more books.",
        "“Read more: it helps,” said the librarian.",
        "By Tuesday, Moscow and Kyiv were talking again.",
        "By Monday Russia had left.",
        "By continuing the siege, they lost the town.",
        "Copyright law must change, the minister said.",
        "Copyright is a matter for parliament.",
        "All rights reserved for the strong and none for the weak, she complained.",
        "Reporting by The Guardian showed that ministers knew.",
        "Reporting by the newspaper led to three arrests.",
        "Editing by committee never works.",
        "Climate change contributed to this disaster.",
        "Officials who contributed to this report asked not to be named.",
        "They contributed to this report.",
        "Terms of surrender were not discussed.",
        "Support from Brussels fell to two million dollars a month.",
        "Support for the army fell for the third month.",
        "Advertisement spending fell by a third.",
        "This report was published by the council on Monday.",
        "The report may not be published before the vote.",
        "Image matters in politics.",
        "Photo finish in the northern constituency.",
        "Source: a bridge had been blown up.",
        "Related attacks killed three people.",
        "Join us, Kyiv wrote on Telegram.",
        "Sign up or leave.",
        "More from the east is expected to fall.",
        "Print and be damned, he replied.",
        "Recommended by the council, the plan failed.",
        "Subscribe to our newsletter. The minister resigned on Monday after the vote.",
        "The minister left for Paris. © 2031 Harbour Post. All rights reserved.",
        "2. U.N. PANEL RULES FOR FOUNDER.",
        "3.",
        "Twelve",
        "",
    ],
)
def test_the_story_is_never_furniture(paragraph: str) -> None:
    assert find_furniture([paragraph]) == frozenset()


def test_the_name_of_the_outlet_alone_is_furniture_on_its_own_pages_only() -> None:
    assert find_furniture(["Harbour Post 2031"], outlet="harbourpost.example") == {0}
    assert find_furniture(["Harbour Post 2031"], outlet="quayside.example") == frozenset()


def test_a_long_paragraph_is_furniture_only_as_a_legal_notice() -> None:
    notice = "Copyright 2031 Harbour Post. All rights reserved. " + "No part of it may be stored in any form. " * 9
    plug = "Sign up to our newsletter. " * 20
    assert find_furniture([notice, plug]) == {0}


def test_end_matter_is_what_closes_an_article() -> None:
    assert is_end_matter("Reporting by Jane Doe; editing by R. Holm")
    assert is_end_matter("© 2031 Harbour Post")
    assert not is_end_matter("By Jane Doe")
    assert not is_end_matter("Share this article")
