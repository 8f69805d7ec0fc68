"""How fast it is (`make bench`): side by side with what others reach, in one run on one machine.

Never part of the tests: nothing here is asserted, everything is measured and written down.
"""
