"""Test vectors of research §4, shared by the tests of several modules."""

# Vector 2: willen and kunnen of 12 of the 18 members of a team.
SIZE = 18
WILLEN = [
    75,
    68.75,
    81.25,
    62.5,
    70.8333,
    87.5,
    58.3333,
    66.6667,
    79.1667,
    72.9167,
    64.5833,
    83.3333,
]
KUNNEN = [56.25, 50, 62.5, 59.375, 43.75, 71.875, 46.875, 53.125, 65.625, 40.625, 60.9375, 57.8125]
CONTRAST = [willen - kunnen for willen, kunnen in zip(WILLEN, KUNNEN, strict=True)]

# Vector 3: eight persons, four five-step items, and the same answers on the 0-100 scale.
ANSWERS = [
    (4, 5, 4, 4),
    (2, 3, 2, 3),
    (5, 5, 4, 5),
    (3, 3, 3, 2),
    (4, 4, 5, 4),
    (1, 2, 2, 1),
    (3, 4, 3, 4),
    (5, 4, 4, 5),
]
SCORES = [[25.0 * (step - 1) for step in row] for row in ANSWERS]

# Vector 5: the scores of three teams.
TEAMS = [
    [62.5, 75, 68.75, 56.25, 81.25, 70],
    [50, 43.75, 56.25, 62.5, 37.5, 45, 52.5],
    [68.75, 62.5, 75, 80, 58.75],
]
