# Makes retest.json: made-up scores of people on two occasions, and what psych tells of them.
#
#   Rscript retest.R > retest.json     made with R 4.2.2, psych and jsonlite
suppressMessages({library(psych); library(jsonlite)})
set.seed(45)
world <- function(n, person, day, shift) {
  true <- rnorm(n, 58, person)
  keep <- function(x) pmin(pmax(round(x * 20 / 100) * 5, 0), 100)
  first <- keep(true + rnorm(n, 0, day))
  second <- keep(true + shift + rnorm(n, 0, day))
  table <- ICC(cbind(first, second), lmer = FALSE)$results
  row <- function(type) unlist(table[table$type == type, c("ICC", "lower bound", "upper bound")])
  change <- second - first
  list(first = first, second = second, shift = mean(change), sem = sd(change) / sqrt(2),
       sem_interval = sqrt(var(change) / 2 * (n - 1) / qchisq(c(.975, .025), n - 1)),
       icc_c = unname(row("ICC3")), icc_a = unname(row("ICC2")))
}
cat(toJSON(list(usual = world(60, 18, 9, 0), shifted = world(120, 15, 8, 7),
                alike = world(50, 4, 12, 1)), digits = 14, auto_unbox = TRUE), "\n")
