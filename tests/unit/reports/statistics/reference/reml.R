# Makes reml.json: variances of a one-way random model by restricted maximum likelihood (lme4), for
# groups of unequal size: R's own chickwts, InsectSprays and iris, and the batches of lme4's Dyestuff.
#
#   apt-get install r-base-core r-cran-lme4
#   Rscript reml.R > reml.json                 made with R 4.2.2 and lme4 1.1-31
suppressMessages(library(lme4))
scalar <- function(x) trimws(formatC(x, digits = 15, format = "g"))
number <- function(x) paste0("[", paste(scalar(x), collapse = ", "), "]")

report <- function(name, value, group) {
  control <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12, maxfun = 1e5))
  fit <- lmer(value ~ 1 + (1 | group), REML = TRUE, control = control)
  parts <- as.data.frame(VarCorr(fit))
  paste0(
    '  "', name, '": {\n',
    '    "between": ', scalar(parts$vcov[1]), ",\n",
    '    "within": ', scalar(parts$vcov[2]), ",\n",
    '    "groups": [', paste(tapply(value, group, number), collapse = ", "), "]\n  }"
  )
}

few <- InsectSprays[c(1:9, 13:20, 25:36, 40:46, 49:53, 61:72), ]
cat("{\n")
cat(paste(
  report("chickens", chickwts$weight, chickwts$feed),
  report("insects", sqrt(few$count), few$spray),
  report("dyestuff", Dyestuff$Yield, Dyestuff$Batch),
  report("petals", iris$Petal.Width[c(1:40, 51:95, 101:130)], iris$Species[c(1:40, 51:95, 101:130)]),
  sep = ",\n"
))
cat("\n}\n")
