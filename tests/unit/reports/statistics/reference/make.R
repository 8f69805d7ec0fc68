# Makes reference.json: answers of real people (the bfi data of the psych package: 25 items of a
# personality questionnaire, six steps) with what R says about them.
#
#   apt-get install r-base-core r-cran-psych
#   Rscript make.R > reference.json            made with R 4.2.2 and psych 2.2.9
#
# Complete cases on all 25 items, the first 400; "-" items are turned (7 - answer).
# omega: (sum l)^2 / ((sum l)^2 + sum theta) of one factor by unweighted least squares,
#   correlation: psych::fa, fm = "minres"; it stops at a gradient of about 1e-4 in the loadings
#   covariance:  optim on the off-diagonal residuals, run until nothing improves
#   three:       factanal on the first three items, where one factor fits exactly
suppressMessages(library(psych))

scales <- list(
  agreeableness = c("-A1", "A2", "A3", "A4", "A5"),
  conscientiousness = c("C1", "C2", "C3", "-C4", "-C5"),
  extraversion = c("-E1", "-E2", "E3", "E4", "E5"),
  neuroticism = c("N1", "N2", "N3", "N4", "N5"),
  openness = c("O1", "-O2", "O3", "O4", "-O5")
)
people <- bfi[complete.cases(bfi[, 1:25]), 1:25][1:400, ]

scalar <- function(x) trimws(formatC(x, digits = 15, format = "g"))
number <- function(x) paste0("[", paste(scalar(x), collapse = ", "), "]")
text <- function(x) paste0("[", paste0('"', x, '"', collapse = ", "), "]")

least_squares <- function(s) {
  off <- upper.tri(s)
  loss <- function(l) sum((s - tcrossprod(l))[off]^2)
  slope <- function(l) {
    r <- s - tcrossprod(l)
    diag(r) <- 0
    -2 * as.vector(r %*% l)
  }
  l <- sqrt(diag(s)) / 2
  for (again in 1:50) {
    l <- optim(l, loss, slope, method = "BFGS", control = list(reltol = 1e-16, maxit = 10000))$par
  }
  l
}

omega_of <- function(l, s) sum(l)^2 / (sum(l)^2 + sum(diag(s) - l^2))

report <- function(name) {
  signed <- scales[[name]]
  codes <- sub("-", "", signed)
  answers <- people[, codes]
  turned <- answers
  turned[, grepl("-", signed)] <- 7 - turned[, grepl("-", signed)]
  found <- suppressWarnings(psych::alpha(turned))
  alpha <- found$total$raw_alpha
  feldt <- alpha.ci(alpha, n.obs = nrow(turned), n.var = 5)
  s <- cov(turned)
  r <- cor(turned)
  correlation <- as.vector(fa(r, 1, fm = "minres")$loadings)
  covariance <- least_squares(s)
  three <- as.vector(factanal(turned[, 1:3], 1)$loadings)
  paste0(
    '    "', name, '": {\n',
    '      "turned": [', paste(tolower(grepl("-", signed)), collapse = ", "), "],\n",
    '      "alpha": ', scalar(alpha), ",\n",
    '      "feldt": ', number(c(feldt$lower.ci, feldt$upper.ci)), ",\n",
    '      "item_rest": ', number(found$item.stats$r.drop), ",\n",
    '      "loadings_correlation": ', number(correlation), ",\n",
    '      "loadings_covariance": ', number(covariance), ",\n",
    '      "loadings_three": ', number(three), ",\n",
    '      "omega_correlation": ', scalar(omega_of(correlation, r)), ",\n",
    '      "omega_covariance": ', scalar(omega_of(covariance, s)), ",\n",
    '      "answers": ', text(apply(answers, 1, paste, collapse = "")), "\n    }"
  )
}

# Twelve teams of six people of about the same age, with their mean answer to the N items.
grouped <- bfi[complete.cases(bfi[, c(1:25, 27)]), ]
score <- function(rows) rowMeans(rows[, c("N1", "N2", "N3", "N4", "N5")])
teams <- t(sapply(1:12, function(g) {
  own <- grouped[order(grouped$age, rownames(grouped)), ]
  score(own[((g - 1) * 180 + 1):((g - 1) * 180 + 6), ])
}))
icc <- ICC(teams, lmer = FALSE)$results

cat("{\n  \"scales\": {\n")
cat(paste(sapply(names(scales), report), collapse = ",\n"))
cat("\n  },\n  \"icc\": {\n")
cat('    "teams": [', paste(apply(teams, 1, number), collapse = ", "), "],\n")
cat('    "f": ', scalar(icc[1, "F"]), ",\n")
cat('    "p": ', scalar(icc[1, "p"]), ",\n")
cat('    "icc1": ', number(unlist(icc[1, c("ICC", "lower bound", "upper bound")])), ",\n")
cat('    "icc2": ', scalar(icc["Average_raters_absolute", "ICC"]), "\n  }\n}\n")
