"""The automaton of ``caddyfile.lark``. Written by ``compile.py``; do not edit."""

# A state maps the name of a terminal or rule to what happens: a number from 0 up is the next state, one below is
# the complement of the rule to reduce. State 0 is the first. A rule is the node it makes, its name, how many parts
# it takes, and whether these join the parts of the rule around it.

END = 8
STATES: tuple[dict[str, int], ...] = (
    {'$END': -1, 'LBRACE': 1, 'WORD': 3, '__block_plus_1': 3, '__start_star_0': 4, 'address': 3, 'block': 4, 'braces': 7, 'start': 8},
    {'RBRACE': 9, 'WORD': 12, '__block_star_2': 11, '__directive_plus_3': 12, 'directive': 11, 'word': 12},
    {'LBRACE': -2, 'NEWLINE': -2, 'WORD': -2},
    {'LBRACE': 1, 'NEWLINE': 15, 'WORD': 16, 'address': 16, 'braces': 17},
    {'$END': -3, 'LBRACE': 1, 'WORD': 3, '__block_plus_1': 3, 'address': 3, 'block': 18, 'braces': 7},
    {'LBRACE': -4, 'NEWLINE': -4, 'WORD': -4},
    {'$END': -5, 'LBRACE': -5, 'WORD': -5},
    {'$END': -6, 'LBRACE': -6, 'WORD': -6},
    {},
    {'$END': -7, 'LBRACE': -7, 'RBRACE': -7, 'WORD': -7},
    {'LBRACE': -8, 'NEWLINE': -8, 'WORD': -8},
    {'RBRACE': 19, 'WORD': 12, '__directive_plus_3': 12, 'directive': 20, 'word': 12},
    {'LBRACE': 1, 'NEWLINE': 21, 'WORD': 23, 'braces': 22, 'word': 23},
    {'$END': -9, 'LBRACE': -9, 'RBRACE': -9, 'WORD': -9},
    {'LBRACE': -10, 'NEWLINE': -10, 'WORD': -10},
    {'$END': -11, 'LBRACE': -11, 'WORD': 12, '__block_star_2': 24, '__directive_plus_3': 12, 'directive': 24, 'word': 12},
    {'LBRACE': -12, 'NEWLINE': -12, 'WORD': -12},
    {'$END': -13, 'LBRACE': -13, 'WORD': -13},
    {'$END': -14, 'LBRACE': -14, 'WORD': -14},
    {'$END': -15, 'LBRACE': -15, 'RBRACE': -15, 'WORD': -15},
    {'$END': -16, 'LBRACE': -16, 'RBRACE': -16, 'WORD': -16},
    {'$END': -17, 'LBRACE': -17, 'RBRACE': -17, 'WORD': -17},
    {'$END': -18, 'LBRACE': -18, 'RBRACE': -18, 'WORD': -18},
    {'LBRACE': -19, 'NEWLINE': -19, 'WORD': -19},
    {'$END': -20, 'LBRACE': -20, 'WORD': 12, '__directive_plus_3': 12, 'directive': 20, 'word': 12},
)
RULES: tuple[tuple[str, str, int, bool], ...] = (
    ('start', 'start', 0, False),
    ('address', 'address', 1, True),
    ('start', 'start', 1, False),
    ('__block_plus_1', '__block_plus_1', 1, True),
    ('__start_star_0', '__start_star_0', 1, True),
    ('options', 'block', 1, False),
    ('braces', 'braces', 2, False),
    ('word', 'word', 1, True),
    ('__block_star_2', '__block_star_2', 1, True),
    ('__directive_plus_3', '__directive_plus_3', 1, True),
    ('lone_site', 'block', 2, False),
    ('__block_plus_1', '__block_plus_1', 2, True),
    ('site', 'block', 2, False),
    ('__start_star_0', '__start_star_0', 2, True),
    ('braces', 'braces', 3, False),
    ('__block_star_2', '__block_star_2', 2, True),
    ('line', 'directive', 2, False),
    ('line_with_block', 'directive', 2, False),
    ('__directive_plus_3', '__directive_plus_3', 2, True),
    ('lone_site', 'block', 3, False),
)
