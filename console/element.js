/** An element with properties and children. Text goes in as text, so nothing that anybody wrote becomes markup. */
export function element(name, properties = {}, children = []) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(properties)) {
    if (key in made) made[key] = value
    else made.setAttribute(key, value)
  }
  made.append(...children.filter((child) => child !== null))
  return made
}
