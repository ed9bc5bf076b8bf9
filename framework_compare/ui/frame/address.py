"""What the browser's address means: which answers and which view a visited address stands for.

A run of the app sees only the address that the browser had when it asked for the run.
That address differs from the last one published for five reasons, told apart here:

- the visitor pressed Back or Forward: what that entry stands for applies;
- the visitor followed a menu link, from which Streamlit drops the query: nothing changed;
- the visitor clicked again before the browser took the last address: nothing changed;
- the visitor followed a menu link drawn before the last answers were: nothing changed, the
  answers count;
- something else set it: it applies.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

Query = tuple[tuple[str, tuple[str, ...]], ...]
"""Names of answers and of settings with their values, in a fixed order."""

_LONGEST: Final = 60


@dataclass(slots=True)
class _Entry:
    """One entry of the browser's history, as far as this session made it."""

    page: str
    query: Query
    meant: Query
    """What it stands for, as a query; differs from `query` only while a menu link has dropped the
    query.
    """


@dataclass(slots=True)
class Address:
    """One session's view of the browser's history."""

    _entries: list[_Entry] = field(default_factory=list)
    _at: int = 0
    _late: list[Query] = field(default_factory=list)
    """Addresses that the browser may still show because it has not taken the last one yet."""
    _drawn: list[Query] = field(default_factory=list)
    """What the menu links to, in the runs since the last one that came to its end."""
    _shown: list[Query] = field(default_factory=list)
    """What the menu linked to until then: a link of these may still be followed."""

    def arrive(self, page: str, query: Query, *, travelled: bool) -> Query | None:
        """Take note of the address of this run.

        Parameters
        ----------
        page
            the page's own part of the address; empty for the landing page.
        query
            this app's part of the address: answers and settings.
        travelled
            whether the visitor pressed Back or Forward.

        Returns
        -------
        Query or None
            the query that now applies, or None where what the session has stays.
        """
        if not self._entries:
            self._entries.append(_Entry(page, query, query))
            return query
        if travelled:
            return self._travel(page, query)
        here = self._entries[self._at]
        if page != here.page:
            return self._follow(page, query, here)
        if query == here.query:
            self._late.clear()
            return None
        if not query or query in self._late:
            return None
        self._push(_Entry(page, query, query))
        return query

    def publish(self, page: str, query: Query, *, travelled: bool) -> None:
        """Take note of the address that this run gives to the browser."""
        entry = _Entry(page, query, query)
        if travelled:
            self._entries[self._at] = entry
            return
        self._late.append(self._entries[self._at].query)
        self._push(entry)

    def draw(self, query: Query) -> None:
        """Take note of what this run's menu links to.

        The run may be cut short before or after that is on screen.
        """
        self._drawn.append(query)
        del self._drawn[:-_LONGEST]

    def finish(self) -> None:
        """Note that a run ended, so that its links are on screen or on their way."""
        self._shown, self._drawn = self._drawn, []

    def _follow(self, page: str, query: Query, left: _Entry) -> Query | None:
        kept = not query or query == left.meant or query in (*self._shown, *self._drawn)
        self._push(_Entry(page, query, left.meant if kept else query))
        self._late.clear()
        return None if kept else query

    def _travel(self, page: str, query: Query) -> Query:
        self._late.clear()
        found = [
            index
            for index, entry in enumerate(self._entries)
            if (entry.page, entry.query) == (page, query)
        ]
        if found:
            self._at = min(found, key=lambda index: (abs(index - self._at) or _LONGEST, index))
        # The entry was made before this session. Away from the landing page, only a menu link
        # leaves an empty query.
        else:
            dropped = bool(page) and not query
            self._entries[self._at] = _Entry(
                page, query, self._entries[self._at].meant if dropped else query
            )
        return self._entries[self._at].meant

    def _push(self, entry: _Entry) -> None:
        del self._entries[self._at + 1 :]
        self._entries.append(entry)
        del self._entries[:-_LONGEST]
        self._at = len(self._entries) - 1
