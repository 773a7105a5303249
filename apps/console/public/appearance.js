// Before the first paint: the theme and the density this person chose on this machine. The system's wish otherwise.
(() => {
  try {
    const theme = localStorage.getItem("langnghe.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    document.documentElement.dataset.density = localStorage.getItem("langnghe.density") === "compact" ? "compact" : "comfortable";
  } catch {
    document.documentElement.dataset.density = "comfortable";
  }
})();
