# Makes even_odd.json: the even-odd consistency of the first 60 people of reference.json, per person
# over its five scales; answers as they stand there.
#
#   Rscript even_odd.R reference.json > even_odd.json     made with R 4.2.2 and jsonlite
suppressMessages(library(jsonlite))
scales <- fromJSON(commandArgs(TRUE)[1])$scales
steps <- function(s) t(sapply(strsplit(s$answers[1:60], ""), as.integer))
mean_of <- function(places) sapply(scales, function(s) rowMeans(steps(s)[, places]))
odd <- mean_of(c(1, 3, 5))
even <- mean_of(c(2, 4))
raised <- sapply(1:60, function(i) {
  r <- suppressWarnings(cor(odd[i, ], even[i, ]))
  2 * r / (1 + r)
})
cat(toJSON(list(scales = names(scales), consistency = raised), digits = 12, na = "null"), "\n")
