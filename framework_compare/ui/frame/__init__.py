"""The frame around every page.

``shell`` runs a page inside it and alone knows all the others: ``turns`` lets runs wait for each
other, ``state`` holds the answers, with the browser's ``address`` and what a browser brings when it
is ``resuming``; ``cached`` keeps what was computed from ``live`` data; ``menu`` lists the pages;
``faults`` says what could not be shown. Pages also take ``choosing`` and ``marks``, what several of
them show.
"""
