// The model: from edits to all that pictures hold, in the shape that the page reads. What bake.py does.

/**
 * All that becomes of the scenario with edits done.
 * @param {Edit[]} edits
 * @returns {Baked}
 */
function baked(edits) {
  const world = worldOf(edits), legs = legsAfter(world.moves), survey = surveyOf(world, legs), plots = plotsOf(world, survey);
  const pictures = world.pictures.map((spec) => foldOf(world, spec, plots, survey.inArea));
  return { world, legs, survey, pictures };
}

/**
 * One picture of a world.
 * @param {World} world
 * @param {Spec} spec
 * @param {Plot[]} plots
 * @param {Steps} inArea
 * @returns {Folded}
 */
function foldOf(world, spec, plots, inArea) {
  const reports = receivedBy(world, spec, plots), tracks = tracksOf(spec, reports);
  const [state, track] = statesOf(tracks), named = namesOf(spec, state);
  return { spec, reports, tracks, state, track, named, series: seriesOf(inArea, named) };
}
