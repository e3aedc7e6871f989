"""The words of the program, in Danish and English. `catalog` looks them up; `da/` and `en/` hold one dict a topic."""
