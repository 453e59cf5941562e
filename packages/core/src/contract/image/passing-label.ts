/**
 * The label of the passing image that an engine makes of a container, by which it is told from the image that the
 * container was made from, and found where nobody has taken it away. Its value is an id for this one making.
 */
export const passingLabel = 'berth.saving'
