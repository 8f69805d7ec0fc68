# Makes the CSV files beside it and public.json: real answers from R packages, with what R says.
#
#   apt-get install r-base-core r-cran-psych r-cran-psychtools r-cran-multilevel r-cran-lme4 \
#     r-cran-lavaan r-cran-mass r-cran-jsonlite
#   Rscript make.R            made with R 4.2.2, psych 2.2.9, multilevel 2.7, MASS 7.3, lavaan 0.6-14
#
# Where they come from and their licence: README.md. No formula here is one of ours: alpha, Feldt,
# item-rest and skewness by psych, ICC by psych and multilevel, proportional odds by MASS::polr,
# one factor by optim, SEM per height from the residuals of rows and columns.
suppressMessages({
  library(psych); library(psychTools); library(multilevel); library(lme4); library(lavaan)
  library(MASS); library(jsonlite)
})

least_squares <- function(s) {
  off <- upper.tri(s)
  loss <- function(l) sum((s - tcrossprod(l))[off]^2)
  slope <- function(l) {
    r <- s - tcrossprod(l)
    diag(r) <- 0
    -2 * as.vector(r %*% l)
  }
  l <- sqrt(diag(s)) / 2
  for (again in 1:80) {
    l <- optim(l, loss, slope, method = "BFGS", control = list(reltol = 1e-16, maxit = 10000))$par
  }
  l
}

scale_report <- function(x) {
  found <- suppressWarnings(psych::alpha(x))
  a <- found$total$raw_alpha
  feldt <- alpha.ci(a, n.obs = nrow(x), n.var = ncol(x))
  s <- cov(x)
  l <- least_squares(s)
  rest <- cov2cor(s) - tcrossprod(l / sqrt(diag(s)))
  list(
    alpha = a, feldt = c(feldt$lower.ci, feldt$upper.ci),
    item_rest = unname(found$item.stats$r.drop),
    sem = sd(rowMeans(x)) * sqrt(1 - a),
    omega = sum(l)^2 / (sum(l)^2 + sum(diag(s) - l^2)),
    srmr = sqrt(mean(rest[upper.tri(rest)]^2)),
    mean = unname(colMeans(x)), sd = unname(apply(x, 2, sd)),
    skew = unname(apply(x, 2, psych::skew))
  )
}

# The SEM of those who score between the limits (the upper one not, but for the last).
level_report <- function(x, limits) {
  m <- as.matrix(x)
  k <- ncol(m)
  own <- rowMeans(m)
  r <- m - outer(own, colMeans(m), "+") + mean(m)
  sapply(seq_along(limits)[-1], function(at) {
    here <- own >= limits[at - 1] - 1e-9 & (own < limits[at] - 1e-9 | at == length(limits))
    if (sum(here) < 20) return(NA)
    # the mean square of residuals over these people, with the freedom of all: (n - 1)(k - 1) / n each
    sqrt(sum(r[here, ]^2) / (sum(here) * (nrow(m) - 1) / nrow(m) * (k - 1)) / k)
  })
}

# Steps with fewer than five answers in some group join the next one (the last joins the one before).
joined <- function(y, group) {
  repeat {
    y <- as.integer(factor(y))
    few <- which(apply(table(y, group), 1, min) < 5)
    if (length(few) == 0 || max(y) == 1) return(factor(y))
    y[y == few[1]] <- if (few[1] < max(y)) few[1] + 1 else few[1] - 1
  }
}

dif_report <- function(x, group) {
  z <- as.vector(scale(rowMeans(x)))
  lapply(seq_len(ncol(x)), function(j) {
    y <- joined(x[, j], group)
    exact <- list(reltol = 1e-15, maxit = 10000)
    fitted <- function(f) {
      as.numeric(logLik(
        if (nlevels(y) > 2) polr(f, control = exact)
        else glm(f, family = binomial, control = list(epsilon = 1e-14, maxit = 100))
      ))
    }
    l <- sapply(list(y ~ z, y ~ z + group, y ~ z * group), fitted)
    empty <- fitted(y ~ 1)
    nagelkerke <- function(ll) (1 - exp(2 * (empty - ll) / length(y))) / (1 - exp(2 * empty / length(y)))
    list(log_likelihoods = l, p = pchisq(2 * (l[3] - l[1]), 2, lower.tail = FALSE),
         p_uniform = pchisq(2 * (l[2] - l[1]), 1, lower.tail = FALSE),
         p_non_uniform = pchisq(2 * (l[3] - l[2]), 1, lower.tail = FALSE),
         mcfadden = (l[1] - l[3]) / empty, nagelkerke = nagelkerke(l[3]) - nagelkerke(l[1]))
  })
}

told <- list()

# 1. Leadership as soldiers saw it: eleven questions of five steps, 49 companies.
data(lq2002)
leaders <- lq2002[, sprintf("LEAD%02d", 1:11)]
half <- ifelse(lq2002$COMPID %% 2 == 1, "oneven", "even")
write.csv(cbind(company = lq2002$COMPID, leaders), "lq2002.csv", row.names = FALSE, quote = FALSE)
points <- 25 * (leaders - 1)
model <- aov(rowMeans(points) ~ factor(lq2002$COMPID))
told$lq2002 <- c(scale_report(points), list(
  icc1 = multilevel::ICC1(model), icc2 = multilevel::ICC2(model),
  companies = with(list(m = tapply(rowMeans(points), lq2002$COMPID, mean)), list(
    mean = mean(m), sd = sd(m), quantiles = unname(quantile(m, c(0.1, 0.5, 0.9))))),
  levels = level_report(points, c(0, 20, 40, 60, 80, 100)),
  parts = lapply(list(1:4, 5:8, 9:11), function(at) scale_report(points[, at])),
  dif = lapply(list(1:4, 5:8, 9:11), function(at) dif_report(leaders[, at], half))
))

# 2. Verbal aggression: what 316 people would do in four situations, three steps; women and men.
data(VerbAgg)
wide <- reshape(VerbAgg[, c("id", "Gender", "item", "resp")], idvar = c("id", "Gender"),
                timevar = "item", direction = "wide")
does <- grep("Do", levels(VerbAgg$item), value = TRUE)
doing <- as.data.frame(lapply(does, function(i) as.integer(wide[[paste0("resp.", i)]])))
names(doing) <- does
write.csv(cbind(gender = wide$Gender, doing), "verbagg.csv", row.names = FALSE, quote = FALSE)
told$verbagg <- c(scale_report(50 * (doing - 1)), list(dif = dif_report(doing, wide$Gender)))

# 3. State anxiety of 200 people, twice: ten questions of four steps about unrest.
data(sai)
unrest <- c("tense", "regretful", "upset", "worrying", "anxious", "nervous", "jittery", "high.strung",
            "worried", "rattled")
twice <- merge(sai[sai$study == "XRAY" & sai$time == 1, c("id", unrest)],
               sai[sai$study == "XRAY" & sai$time == 2, c("id", unrest)], by = "id")
twice <- twice[complete.cases(twice), ]
write.csv(twice, "sai.csv", row.names = FALSE, quote = FALSE)
both <- 100 / 3 * (twice[, -1] - 1)
first <- rowMeans(both[, 1:10])
second <- rowMeans(both[, 11:20])
icc <- psych::ICC(cbind(first, second), lmer = FALSE)$results
told$sai <- c(scale_report(both[, 1:10]), list(
  n = nrow(twice), shift = mean(second - first), retest_sem = sd(second - first) / sqrt(2),
  icc_a = unlist(icc[2, c("ICC", "lower bound", "upper bound")], use.names = FALSE),
  icc_c = unlist(icc[3, c("ICC", "lower bound", "upper bound")], use.names = FALSE)
))

# 4. Nine tests of 301 pupils in two schools: three tests each of seeing, words and speed.
data(HolzingerSwineford1939)
tests <- HolzingerSwineford1939[, paste0("x", 1:9)]
write.csv(cbind(school = HolzingerSwineford1939$school, tests), "holzinger.csv", row.names = FALSE,
          quote = FALSE)
told$holzinger <- list(parts = lapply(list(1:3, 4:6, 7:9), function(at) scale_report(tests[, at])),
                       all = scale_report(tests))

writeLines(toJSON(told, auto_unbox = TRUE, digits = NA, na = "null"), "public.json")
