# Makes importance.json: LMG of data of real things (R's own swiss, mtcars and attitude) by fitting
# every regression with lm, in the words of Lindeman, Merenda & Gold: what a variable adds to R^2,
# averaged over every order in which variables can enter.
#
#   apt-get install r-base-core
#   Rscript importance.R > importance.json     made with R 4.2.2
scalar <- function(x) trimws(formatC(x, digits = 17, format = "g"))
number <- function(x) paste0("[", paste(scalar(x), collapse = ", "), "]")

orders <- function(x) {
  if (length(x) <= 1) return(list(x))
  do.call(c, lapply(seq_along(x), function(i) lapply(orders(x[-i]), function(rest) c(x[i], rest))))
}

lmg <- function(data, outcome, predictors) {
  known <- new.env()
  r2 <- function(chosen) {
    if (length(chosen) == 0) return(0)
    key <- paste(sort(chosen), collapse = "+")
    if (is.null(known[[key]])) {
      known[[key]] <- summary(lm(reformulate(sort(chosen), outcome), data))$r.squared
    }
    known[[key]]
  }
  total <- setNames(numeric(length(predictors)), predictors)
  every <- orders(predictors)
  for (order in every) for (i in seq_along(order)) {
    total[order[i]] <- total[order[i]] + r2(order[seq_len(i)]) - r2(order[seq_len(i - 1)])
  }
  total / length(every)
}

report <- function(name, data, outcome, predictors) {
  fit <- summary(lm(reformulate(predictors, outcome), data))
  p <- pf(fit$fstatistic[1], fit$fstatistic[2], fit$fstatistic[3], lower.tail = FALSE)
  paste0(
    '  "', name, '": {\n',
    '    "lmg": ', number(lmg(data, outcome, predictors)), ",\n",
    '    "r2": ', scalar(fit$r.squared), ",\n",
    '    "p": ', scalar(p), ",\n",
    '    "outcome": ', number(data[[outcome]]), ",\n",
    '    "predictors": [',
    paste(apply(as.matrix(data[, predictors]), 1, number), collapse = ", "), "]\n  }"
  )
}

cat("{\n")
cat(paste(
  report("swiss", swiss, "Fertility", names(swiss)[-1]),
  report("attitude", attitude, "rating", names(attitude)[-1]),
  report("cars", mtcars, "mpg", c("cyl", "disp", "hp", "drat", "wt", "qsec", "carb")),
  sep = ",\n"
))
cat("\n}\n")
