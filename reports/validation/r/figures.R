# ---- vanaf hier is het script voor elke vragenlijst gelijk -------------------------------------
# Alleen R zelf, zonder pakketten. Formules: docs/methode-statistiek.md (de paragraaf staat erbij).

keuzes <- commandArgs(trailingOnly = TRUE)
if (length(keuzes) < 1) stop("Gebruik: Rscript dit.R ANTWOORDEN.csv [TEAMGROOTTE of -] [MAP]")
bestand <- keuzes[1]
N <- if (length(keuzes) > 1 && keuzes[2] != "-") as.integer(keuzes[2]) else NA
map <- if (length(keuzes) > 2) keuzes[3] else "."

# --- de antwoorden: leeg, WN, NVT en WZ ontbreken -------------------------------------------------
kop <- readLines(bestand, n = 1, encoding = "UTF-8")
tekens <- c(";", ",", "\t")
hoe_vaak <- sapply(tekens, function(teken) sum(strsplit(kop, "")[[1]] == teken))
teken <- tekens[which.max(hoe_vaak)]
gegevens <- read.csv(bestand, sep = teken, colClasses = "character", check.names = FALSE,
                     fileEncoding = "UTF-8-BOM", strip.white = TRUE)
names(gegevens) <- trimws(names(gegevens))
mensen <- nrow(gegevens)
id <- if ("id" %in% names(gegevens)) gegevens$id else as.character(seq_len(mensen))
antwoord <- function(code) {
  if (!code %in% names(gegevens)) return(rep(NA_real_, mensen))
  cel <- trimws(gegevens[[code]])
  cel[cel %in% c("", "WN", "NVT", "WZ")] <- NA
  as.numeric(cel)
}

# --- §1: van antwoord naar score ------------------------------------------------------------------
itemscores <- sapply(seq_len(nrow(items)), function(j) {
  x <- antwoord(items$code[j])
  if (items$sleutel[j] == "-") x <- items$min[j] + items$max[j] - x
  100 * (x - items$min[j]) / (items$max[j] - items$min[j])
})
itemscores <- matrix(itemscores, nrow = mensen, dimnames = list(NULL, items$code))
van <- function(maat) itemscores[, items$maat == maat, drop = FALSE]
gemiddelde <- function(x, nodig) {
  aantal <- rowSums(!is.na(x))
  ifelse(aantal >= nodig & aantal > 0, rowSums(x, na.rm = TRUE) / pmax(aantal, 1), NA)
}
enkel <- sapply(names(nodig), function(maat) gemiddelde(van(maat), nodig[[maat]]))
enkel <- matrix(enkel, nrow = mensen, dimnames = list(NULL, names(nodig)))
W <- gemiddelde(enkel[, willen, drop = FALSE], 2)
K <- gemiddelde(enkel[, kunnen, drop = FALSE], 3)
alle <- rowSums(!is.na(enkel[, c(willen, kunnen), drop = FALSE])) == 7
scores <- cbind(enkel[, c(willen, kunnen), drop = FALSE], willen = W, kunnen = K,
                contrast = ifelse(alle, W - K, NA), enkel[, c("intentie", "gedrag"), drop = FALSE])

# --- §2 en §3: het gemiddelde van een groep, met interval -----------------------------------------
meetfout <- function(maat) {
  delen <- list(willen = willen, kunnen = kunnen)[[maat]]
  if (is.null(delen)) return(sem[[maat]])
  heeft <- enkel[!is.na(scores[, maat]), delen, drop = FALSE]
  eigen <- apply(heeft, 1, function(rij) {
    er <- !is.na(rij)
    sqrt(sum(sem[delen[er]]^2)) / sum(er)
  })
  sqrt(mean(eigen^2))
}
interval <- function(n, s, df, fout) {
  f <- if (is.na(N)) 0 else n / N
  steekproef <- (1 - f) * s^2 / n
  v <- max(steekproef + f * fout^2 / n, fout^2 / n)
  nu <- if (steekproef == 0) Inf else df * (v / steekproef)^2
  qt(0.975, nu) * sqrt(v)
}
groep <- function(maat) {
  x <- scores[!is.na(scores[, maat]), maat]
  n <- length(x)
  if (n < 2) return(c(n = n))
  m <- mean(x)
  s <- sd(x)
  fout <- meetfout(maat)
  gepoold <- spreiding[[maat]] # voorlopig, tenzij er genoeg mensen zijn
  df <- Inf
  if (n - 1 >= 80) {
    kwadraten <- max(sum(pmin(abs(x - m), 50)^2), if (maat == "contrast") 24000 else 15000)
    gepoold <- ceiling(round(sqrt(kwadraten / (n - 1)), 9))
    df <- n - 1
  }
  half <- interval(n, gepoold, df, fout)
  eigen <- interval(n, s, n - 1, fout)
  c(n = n, mean = m, sd = s, sem = fout, spread = gepoold, low = m - half, high = m + half,
    own_low = m - eigen, own_high = m + eigen)
}

# --- §6: betrouwbaarheid --------------------------------------------------------------------------
# Eén factor door kleinste kwadraten buiten de diagonaal; stappen van Newton tot niets meer verandert.
een_factor <- function(S) {
  schaal <- mean(diag(S))
  S <- S / schaal
  eigen <- eigen(S, symmetric = TRUE)
  l <- eigen$vectors[, 1] * sqrt(eigen$values[1])
  l <- if (sum(l) < 0) -l else l
  buiten <- row(S) != col(S)
  verlies <- function(l) sum((S - tcrossprod(l))[buiten]^2) / 2
  helling <- function(l) {
    rest <- S - tcrossprod(l)
    diag(rest) <- 0
    -2 * as.vector(rest %*% l)
  }
  for (keer in 1:20) {
    l <- optim(l, verlies, helling, method = "BFGS", control = list(reltol = 1e-16))$par
  }
  for (keer in 1:20) {
    H <- -2 * (S - 2 * tcrossprod(l))
    diag(H) <- 2 * (sum(l^2) - l^2)
    l <- l - solve(H, helling(l))
  }
  l * sqrt(schaal)
}
omega <- function(x, alpha) {
  if (ncol(x) < 3 || alpha <= 0) return(NA)
  S <- cov(x)
  if (any(diag(S) == 0)) return(NA)
  l <- tryCatch(een_factor(S), error = function(fout) NULL)
  if (is.null(l) || any(diag(S) - l^2 < -1e-9 * diag(S))) return(NA)
  rest <- (S - tcrossprod(l)) / sqrt(tcrossprod(diag(S)))
  if (sqrt(mean(rest[upper.tri(rest)]^2)) > 0.08) return(NA)
  sum(l)^2 / (sum(l)^2 + sum(diag(S) - l^2))
}
betrouwbaarheid <- function(element) {
  x <- van(element)
  x <- x[complete.cases(x), , drop = FALSE]
  n <- nrow(x)
  k <- ncol(x)
  if (element %in% formatief || k < 2 || n < 50 || var(rowSums(x)) == 0) return(c(n = n))
  alpha <- k / (k - 1) * (1 - sum(apply(x, 2, var)) / var(rowSums(x)))
  rest <- sapply(seq_len(k), function(j) suppressWarnings(cor(x[, j], rowSums(x[, -j, drop = FALSE]))))
  c(n = n, alpha = alpha,
    alpha_low = 1 - (1 - alpha) * qf(0.975, n - 1, (n - 1) * (k - 1)),
    alpha_high = 1 - (1 - alpha) * qf(0.025, n - 1, (n - 1) * (k - 1)),
    omega = omega(x, alpha),
    sem = if (alpha > 0 && alpha < 1 - 1e-9) sd(rowMeans(x)) * sqrt(1 - alpha) else NA,
    setNames(rest, paste0("item_rest.", colnames(x))))
}

# --- alles op het scherm, en met alle cijfers in twee bestanden -----------------------------------
getal <- function(x) ifelse(is.na(x), "", sprintf("%.17g", x))
regels <- function(soort, maat, x) {
  if (length(x) == 0) return(NULL)
  data.frame(soort = soort, maat = maat, cijfer = names(x), waarde = getal(x))
}
cijfers <- rbind(
  do.call(rbind, lapply(colnames(scores), function(m) regels("groep", m, groep(m)))),
  do.call(rbind, lapply(c(willen, kunnen), function(e) regels("betrouwbaarheid", e, betrouwbaarheid(e))))
)
write.csv(data.frame(id = id, apply(scores, 2, getal), check.names = FALSE),
          file.path(map, "scores-R.csv"), row.names = FALSE, quote = 1, fileEncoding = "UTF-8")
write.csv(cijfers, file.path(map, "cijfers-R.csv"), row.names = FALSE, quote = FALSE)
cat(vragenlijst, "-", mensen, "respondenten; geschreven: scores-R.csv en cijfers-R.csv\n")
tonen <- cijfers[!grepl("item_rest", cijfers$cijfer), ]
tonen$waarde <- round(as.numeric(tonen$waarde), 3)
print(tonen, row.names = FALSE)
