"""Writes src/onrecord/resources/place_lookalikes.tsv: names of towns that are more often something else.

    python -m tables.lookalikes TEXT...     text files to count in, one paragraph a line

Words that running text mostly writes small are counted; surnames and names of bodies are the lists below.
"""

from __future__ import annotations

import re
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tables.build_gazetteer import TARGET

LOOKALIKES = TARGET.with_name("place_lookalikes.tsv")
_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 2
_MOSTLY = 8
"""A word seen in capitals, inside a sentence, so many times as often as in small letters is a name."""

SURNAMES = """
    Abbas Abbott Abe Adams Ahmed Alexander Ali Allen Anderson Andrews Annan Armstrong Arnold Aso Austin Avery Aziz
    Bailey Baker Baldwin Ball Banks Barker Barnes Barnett Barrett Barry Barton Bates Becker Bell Bennett Benson
    Berry Biden Bishop Black Blair Blake Blanchard Bolton Bond Booth Bowen Bowman Boyd Bradford Bradley Brady
    Brewster Briggs Brooks Brown Bruce Bryant Buchanan Burke Burns Burton Bush Butler Byrd Caldwell Calhoun Cameron
    Campbell Cannon Carey Carlson Carpenter Carr Carroll Carson Carter Castro Chambers Chandler Chapman Chase Chavez
    Cho Christensen Clark Clarke Clay Clayton Clifford Clinton Cobb Cohen Cole Coleman Collins Conner Connor Conrad
    Cook Cooper Corbett Corby Costa Cox Craig Crane Crawford Crosby Cross Cruz Cullen Cunningham Curry Curtis Dalton
    Daniels Davidson Davis Dawson Day Dean Decker Dillon Dixon Dodge Dole Donnelly Douglas Doyle Drake Duncan Dunn
    Durand Dyer Eaton Edwards Elliott Ellis Emerson Evans Everett Ewing Farley Farmer Ferguson Fernandez Fields
    Finch Fisher Fitzgerald Fleming Fletcher Flores Flynn Ford Foster Fowler Fox Francis Franklin Frazier Freeman
    French Frost Fuller Fulton Gandhi Garcia Gardner Garland Garner Garrett Gibbs Gibson Gilbert Gill Gillespie
    Glenn Gonzales Gordon Gore Graham Grant Graves Gray Green Greene Greer Griffin Griffith Hale Hall Hamilton
    Hammond Hampton Hancock Hanson Harding Hardy Harper Harrell Harris Harrison Hart Hartman Harvey Hassan Hastings
    Hawkins Hayes Haynes Henderson Henry Herman Hernandez Hicks Higgins Hill Hines Hodges Hoffman Holland Holmes
    Holt Hoover Hopkins Horton Howard Howell Hubbard Hudson Huff Hughes Humphrey Hunt Hunter Huntington Hussein
    Hutchinson Ibrahim Ingram Irwin Jackson Jacobs James Jarvis Jefferson Jenkins Jennings Jensen Johnson Johnston
    Jones Jordan Joseph Kaufman Keith Keller Kelley Kelly Kemp Kendall Kennedy Kent Kerr Khan Kim King Kirby Kirk
    Klein Knapp Knight Knox Kumar Lamb Lambert Lane Larson Lawrence Lawson Lee Leon Leonard Leslie Lewis Lima
    Lincoln Lindsay Lindsey Little Livingston Lloyd Logan Long Lopez Love Lowe Lowell Lucas Lynch Lyons Mack Macron
    Madden Mahmoud Malone Mandela Mann Manning Marshall Martin Martinez Mason Matthews Maxwell May Mayer Maynard
    McCain McConnell McCoy McDonald McDowell McGregor McIntosh McKenzie McKinney McLean McPherson Medvedev Mercer
    Merkel Merritt Meyer Miles Miller Mills Milton Mitchell Monroe Montgomery Moody Moore Morales Moran Moreno
    Morgan Mori Morris Morrison Morton Moss Mullen Munroe Murphy Murray Myers Nash Navarro Nelson Newman Newton
    Nichols Nixon Noble Nolan Norman Norris Norton Obama Olsen Ortega Ortiz Osborne Owen Owens Page Palmer Park
    Parker Parks Parrish Parsons Patrick Patterson Patton Payne Pearson Pelosi Pence Pereira Perez Perkins Perry
    Peters Peterson Phillips Pierce Porter Potter Powell Powers Pratt Preston Price Putin Quinn Ramirez Ramos Ramsey
    Randall Randolph Ray Raymond Reagan Reed Reese Reid Reyes Reynolds Rhodes Rice Richards Richardson Riley Rivera
    Rivers Robbins Roberts Robertson Robinson Rodgers Rodriguez Rogers Rose Ross Rowland Roy Rubio Russell
    Rutherford Ryan Salah Salazar Sampson Sanchez Sanders Sanford Santiago Santos Sarkozy Saunders Savage Sawyer
    Schneider Schroeder Schultz Scott Sears Sexton Shaw Shelby Shelton Shepherd Sheridan Sherman Short Silva Simmons
    Simon Simpson Sims Sinclair Singh Skinner Sloan Smith Snow Snyder Solomon Spencer Stafford Stanley Stanton
    Steele Stephens Sterling Stevens Stevenson Stewart Stokes Stone Strickland Strong Stuart Sullivan Summers Sumner
    Sutton Swanson Sweeney Sylvester Tanner Tate Taylor Terrell Terry Thatcher Thomas Thompson Thornton Tillman Todd
    Townsend Travis Tucker Turner Tyler Valdez Vance Vargas Vasquez Vaughn Vega Vernon Vincent Wade Wagner Walker
    Wallace Walsh Walter Walters Walton Ward Warner Warren Washington Waters Watkins Watson Watts Weaver Webb
    Webster Weeks Welch Wells Wesley West Wheeler Whitaker White Whitney Wiggins Wilder Wiley Wilkins Wilkinson
    Williams Williamson Willis Wilson Winters Wolf Wood Woods Woodward Wright Wyatt Yates York Young
"""
"""Family names that towns bear too."""

BODIES = """
    Academy Air Airport Apollo Apple Arab Army Atlantic Autumn Avenue Baptist Bay Beach Bear Bible Big Bird Bishop
    Boeing Boys Bridge Buddhist Buffalo_Wild Captain Catholic Center Central Centre Chief Christian Christmas Church
    City Coach Coast College Colonel Commerce Commonwealth Congress Conservative Council County Court Creek Defense
    Defiance Delta Democrat Democratic Disney District Dr Drive Duke Duma Eagle Earth East Easter Eastern Energy
    Enterprise Facebook Faith Fall Family Federal Federation First Force Ford Forest Freedom Garden Gardens General
    Girls Global Google Gospel Governor Grace Grand Great Guard Hall Hamas Harbor Heights Hezbollah Highway Hill
    Hills Hindu Holy Hope Hospital House Imperial Independence Independent Industry Institute International Internet
    Islam Island Jewish Judge Junior Justice Kids King Knesset Labor Labour Lady Lake Liberal Liberty Library Lion
    Little Lord Lot Lower Major Mall Man Marina Marines Mars Mayor Media Medicaid Medicare Men Mercury Methodist
    Metro Microsoft Minister Moon Mountain Mr Mrs Ms Museum Muslim National Navy New Nike North Northeast Northern
    Northwest Old Olympic Olympics Pacific Park Parliament Peace Plaza Point Police Pope Port Premier President
    Prime Prince Princess Progress Queen Reform Region Republic Republican River Road Royal Saint Santa School
    Second Section Security Senate Senior Sergeant Simian Sir Social South Southeast Southern Southwest Spring
    Springs St Star State Station Street Summer Sun Superior Supreme Taliban Third Tiger Town Township Trinity
    Turtle Twitter Union Unity Universal University Upper Valley Venus Victory Village West Western Winter Woman
    Women World Youth
"""
"""What names of bodies begin with, and other words written with a capital that are mostly no place."""


def counted(texts: Iterable[str]) -> set[str]:
    """Words, in lower case, that the texts mostly write small."""
    small: Counter[str] = Counter()
    great: Counter[str] = Counter()
    for text in texts:
        for match in _WORD.finditer(text):
            word = match[0]
            if word.islower():
                small[word] += 1
            elif word[1:].islower() and text[max(0, match.start() - 2) : match.start()][:1].isalnum():
                great[word.lower()] += 1
    return {word for word, count in small.items() if count >= _LEAST and great[word] < _MOSTLY * count}


def main(paths: list[str]) -> None:
    """Writes the table."""
    with sqlite3.connect(f"file:{TARGET}?mode=ro", uri=True) as db:
        keys = {key for (key,) in db.execute("SELECT key FROM place UNION SELECT key FROM alias")}
    db.close()
    words = counted(line for path in paths for line in Path(path).read_text(encoding="utf-8").splitlines())
    kinds = {word: "word" for word in words if word in keys and len(word) > 1}
    kinds |= {name.lower(): "surname" for name in SURNAMES.split() if name.lower() in keys}
    kinds |= {name.lower(): "body" for name in BODIES.split() if name.lower() in keys}
    lines = [f"{word}\t{kind}\n" for word, kind in sorted(kinds.items())]
    head = "# key\tword: mostly written small; surname; body: begins names of bodies. Towns bear them too. CC0.\n"
    LOOKALIKES.write_text(head + "".join(lines), encoding="utf-8")
    print(f"{len(lines)} lookalikes")


if __name__ == "__main__":
    main(sys.argv[1:])
