# ---- vanaf hier is het script voor elke vragenlijst gelijk -------------------------------------
# Nodig: R met lavaan (Debian: r-cran-lavaan). Geschat wordt met
#   WLSMV  antwoorden als geordende stappen (Li 2016), gewone en geschaalde maten uit lavaan
#   ML     antwoorden als getallen: de gebruikelijke maat, bij vijf stappen een benadering
# Alleen wie alle vragen beantwoordde telt mee.

suppressPackageStartupMessages(library(lavaan))
keuzes <- commandArgs(trailingOnly = TRUE)
if (length(keuzes) < 2) stop("Gebruik: Rscript dit.R ANTWOORDEN.csv UITKOMST.json [GROEPSKOLOM]")
kop <- readLines(keuzes[1], n = 1, encoding = "UTF-8")
tekens <- c(";", ",", "\t")
teken <- tekens[which.max(sapply(tekens, function(t) sum(strsplit(kop, "")[[1]] == t)))]
gegevens <- read.csv(keuzes[1], sep = teken, colClasses = "character", check.names = FALSE,
                     fileEncoding = "UTF-8-BOM", strip.white = TRUE)
names(gegevens) <- trimws(names(gegevens))
groepskolom <- if (length(keuzes) > 2) keuzes[3] else NULL

vragen <- items[items$maat %in% c(willen, kunnen) & items$code %in% names(gegevens), ]
x <- as.data.frame(lapply(seq_len(nrow(vragen)), function(j) {
  cel <- trimws(gegevens[[vragen$code[j]]])
  cel[cel %in% c("", "WN", "NVT", "WZ")] <- NA
  waarde <- as.numeric(cel)
  if (vragen$sleutel[j] == "-") vragen$min[j] + vragen$max[j] - waarde else waarde
}))
names(x) <- vragen$code
if (!is.null(groepskolom)) x$groep <- trimws(gegevens[[groepskolom]])
x <- x[complete.cases(x), ]
n <- nrow(x)

factoren <- function(indeling) {
  paste(sapply(unique(indeling), function(f) {
    paste(f, "=~", paste(vragen$code[indeling == f], collapse = " + "))
  }), collapse = "\n")
}
modellen <- list(
  zeven_factoren = factoren(vragen$maat),
  twee_factoren = factoren(ifelse(vragen$maat %in% willen, "willen", "kunnen")),
  een_factor = factoren(rep("alles", nrow(vragen)))
)
schat <- function(model, schatter, ...) {
  tryCatch(suppressWarnings(
    if (schatter == "WLSMV") cfa(model, x, ordered = vragen$code, estimator = "WLSMV", std.lv = TRUE, ...)
    else cfa(model, x, estimator = "ML", std.lv = TRUE, ...)
  ), error = function(fout) NULL)
}
gelukt <- function(fit) !is.null(fit) && isTRUE(lavInspect(fit, "converged"))
maten <- function(fit, schatter) {
  achter <- if (schatter == "WLSMV") ".scaled" else ""
  namen <- c(chisq = "chisq", df = "df", p = "pvalue", cfi = "cfi", tli = "tli", rmsea = "rmsea",
             rmsea_low = "rmsea.ci.lower", rmsea_high = "rmsea.ci.upper")
  alles <- fitMeasures(fit)
  c(setNames(alles[paste0(namen, achter)], names(namen)), srmr = unname(alles["srmr"]))
}

# --- JSON zonder pakket ---------------------------------------------------------------------------
tekst <- function(t) paste0('"', gsub('(["\\\\])', "\\\\\\1", t), '"')
getal <- function(v) ifelse(is.finite(v), sprintf("%.10g", v), "null")
object <- function(x) paste0("{", paste0(tekst(names(x)), ": ", x, collapse = ", "), "}")
rij <- function(x) paste0("[", paste(x, collapse = ",\n    "), "]")

passing <- c()
fits <- list()
for (naam in names(modellen)) for (schatter in c("WLSMV", "ML")) {
  fit <- schat(modellen[[naam]], schatter)
  fits[[paste(naam, schatter)]] <- fit
  goed <- gelukt(fit)
  passing <- c(passing, object(c(
    model = tekst(naam), estimator = tekst(schatter), converged = tolower(goed),
    admissible = if (goed) tolower(suppressWarnings(lavInspect(fit, "post.check"))) else "false",
    if (goed) getal(maten(fit, schatter)) else c()
  )))
}
zeven <- fits[["zeven_factoren WLSMV"]]
ladingen <- c()
verbanden <- c()
if (gelukt(zeven)) {
  s <- standardizedSolution(zeven)
  l <- s[s$op == "=~", ]
  ladingen <- sapply(seq_len(nrow(l)), function(j) object(c(
    element = tekst(l$lhs[j]), item = tekst(l$rhs[j]), loading = getal(l$est.std[j]), se = getal(l$se[j]))))
  v <- s[s$op == "~~" & s$lhs != s$rhs & s$lhs %in% vragen$maat, ]
  verbanden <- sapply(seq_len(nrow(v)), function(j) object(c(
    first = tekst(v$lhs[j]), second = tekst(v$rhs[j]), r = getal(v$est.std[j]))))
}

# --- gelijkheid over groepen: vorm, dan ladingen en drempels (WLSMV), of ladingen en intercepten (ML)
gelijkheid <- c()
aantallen <- c()
if (!is.null(groepskolom)) {
  aantallen <- table(x$groep)
  x <- x[x$groep %in% names(aantallen)[aantallen >= 100], ]
  aantallen <- table(x$groep)
  stappen <- list(
    WLSMV = list(vorm = character(0), ladingen_en_drempels = c("loadings", "thresholds")),
    ML = list(vorm = character(0), ladingen = "loadings",
              ladingen_en_intercepten = c("loadings", "intercepts"))
  )
  reflectief <- vragen[!vragen$maat %in% formatief, ]
  model <- paste(sapply(unique(reflectief$maat), function(f) {
    paste(f, "=~", paste(reflectief$code[reflectief$maat == f], collapse = " + "))
  }), collapse = "\n")
  if (length(aantallen) > 1) for (schatter in names(stappen)) for (stap in names(stappen[[schatter]])) {
    fit <- schat(model, schatter, group = "groep", group.equal = stappen[[schatter]][[stap]])
    goed <- gelukt(fit)
    gelijkheid <- c(gelijkheid, object(c(
      step = tekst(stap), estimator = tekst(schatter), converged = tolower(goed),
      if (goed) getal(maten(fit, schatter)) else c())))
  }
}
writeLines(c("{", paste0('  "questionnaire": ', tekst(vragenlijst), ","),
  paste0('  "checksum": ', tekst(controlegetal), ","),
  paste0('  "lavaan": ', tekst(as.character(packageVersion("lavaan"))), ","),
  paste0('  "n": ', n, ","),
  paste0('  "groups": ', if (length(aantallen)) object(setNames(as.character(aantallen), names(aantallen))) else "{}", ","),
  paste0('  "models": ', rij(passing), ","), paste0('  "loadings": ', rij(ladingen), ","),
  paste0('  "correlations": ', rij(verbanden), ","), paste0('  "invariance": ', rij(gelijkheid)), "}"),
  keuzes[2], useBytes = FALSE)
cat(vragenlijst, "-", n, "mensen met alle antwoorden; geschreven:", keuzes[2], "\n")
