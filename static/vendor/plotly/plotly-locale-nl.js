/*
 * Dutch texts for plotly.js 4.1.1: our own wording, complete for the basic bundle.
 * The file that plotly ships misses half of these and holds a spelling mistake.
 */
(() => {
  const locale = {
    moduleType: "locale",
    name: "nl",
    dictionary: {
      "Autoscale": "Schaal passend maken",
      "Box Select": "Rechthoek selecteren",
      "Cancel": "Annuleren",
      "Click to enter Colorscale title": "Klik om de titel van de kleurenschaal in te vullen",
      "Click to enter Plot subtitle": "Klik om de ondertitel in te vullen",
      "Click to enter Plot title": "Klik om de titel in te vullen",
      "Click to enter X axis title": "Klik om de titel van de x-as in te vullen",
      "Click to enter Y axis title": "Klik om de titel van de y-as in te vullen",
      "Compare data on hover": "Waarden naast elkaar tonen bij aanwijzen",
      "Double-click on legend to isolate one trace": "Dubbelklik in de legenda om één reeks apart te zien",
      "Double-click to zoom back out": "Dubbelklik om weer uit te zoomen",
      "Download plot": "Grafiek opslaan",
      "Download plot as JSON": "Grafiek opslaan als JSON",
      "Download plot as a PNG": "Grafiek opslaan als PNG",
      "Draw circle": "Cirkel tekenen",
      "Draw closed freeform": "Gesloten vorm tekenen",
      "Draw line": "Lijn tekenen",
      "Draw open freeform": "Open vorm tekenen",
      "Draw rectangle": "Rechthoek tekenen",
      "Erase active shape": "Gekozen vorm wissen",
      "If you don't have a Plotly Cloud account yet, you'll have a chance to create one.":
        "Hebt u nog geen account bij Plotly Cloud, dan kunt u er een maken.",
      "Image download succeeded": "De afbeelding is opgeslagen",
      "JSON download succeeded": "Het JSON-bestand is opgeslagen",
      "Lasso Select": "Vrije vorm selecteren",
      "Orbital rotation": "Vrij draaien",
      "Pan": "Verschuiven",
      "Preparing image - this may take a few seconds": "De afbeelding wordt gemaakt, dit kan even duren",
      "Produced with Plotly.js": "Gemaakt met Plotly.js",
      "Reset": "Herstellen",
      "Reset axes": "Hele schaal tonen",
      "Reset camera to default": "Beginstand herstellen",
      "Reset camera to last save": "Laatst bewaarde stand herstellen",
      "Reset view": "Weergave herstellen",
      "Reset views": "Weergaven herstellen",
      "Share": "Delen",
      "Share chart": "Grafiek delen",
      "Share chart...": "Grafiek delen...",
      "Show closest data on hover": "Dichtstbijzijnde waarde tonen bij aanwijzen",
      "Sorry, there was a problem downloading your JSON file!": "Het opslaan van het JSON-bestand is niet gelukt.",
      "Sorry, there was a problem downloading your image!": "Het opslaan van de afbeelding is niet gelukt.",
      "This chart will be sent to {serverUrl}.": "Deze grafiek wordt verzonden naar {serverUrl}.",
      "This chart will be uploaded to {Plotly Cloud} to create a sharing link. Only you can see it until you change its visibility.":
        "Deze grafiek wordt naar {Plotly Cloud} gestuurd om een deelbare koppeling te maken. Alleen u kunt hem zien, tot u dat verandert.",
      "Toggle Spike Lines": "Hulplijnen tonen of verbergen",
      "Toggle show closest data on hover": "Waarde tonen bij aanwijzen, aan of uit",
      "Turntable rotation": "Om de as draaien",
      "Zoom": "Gebied vergroten",
      "Zoom in": "Inzoomen",
      "Zoom out": "Uitzoomen",
      "new text": "nieuwe tekst",
      "trace": "reeks",
    },
    format: {
      days: ["zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"],
      shortDays: ["zo", "ma", "di", "wo", "do", "vr", "za"],
      months: [
        "januari", "februari", "maart", "april", "mei", "juni",
        "juli", "augustus", "september", "oktober", "november", "december",
      ],
      shortMonths: ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
      date: "%d-%m-%Y",
      decimal: ",",
      thousands: ".",
      year: "%Y",
      month: "%b %Y",
      dayMonth: "%-d %b",
      dayMonthYear: "%-d %b %Y",
    },
  };
  // Loaded after plotly, as chart-explore.js does, or before it.
  if (window.Plotly) window.Plotly.register(locale);
  else (window.PlotlyLocales ??= []).push(locale);
})();
