// Where the keyboard of a phone is laid over the page, the page is what it leaves uncovered.
visualViewport.addEventListener("resize", () => {
  if (visualViewport.scale === 1) document.body.style.blockSize = `${visualViewport.height}px`
})
