/** Told apart from what is plain also without colour. Each picture of a page names its own. */
export function SlantedPattern({ id }: { readonly id: string }) {
  return (
    <defs>
      <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" fill="#12405f" />
        <rect width="2" height="6" fill="#fff" />
      </pattern>
    </defs>
  )
}
