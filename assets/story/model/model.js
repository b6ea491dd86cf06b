// The model: from edits to all that pictures hold. What bake.py does.

/**
 * All that becomes of the scenario with edits done, but for the pictures: each is a fold of its own.
 * @param {Edit[]} edits
 * @returns {Prepared}
 */
function prepared(edits) {
  const world = worldOf(edits), legs = legsAfter(world.moves), survey = surveyOf(world, legs);
  return { world, legs, survey, plots: plotsOf(world, survey) };
}

/**
 * One picture of a world, without its counts.
 * @param {Prepared} prepared
 * @param {string} id
 * @returns {Folded}
 */
function foldOf({ world, plots }, id) {
  const spec = world.pictures.find((one) => one.id === id);
  if (!spec) throw new Error(id);
  const reports = receivedBy(world, spec, plots), tracks = tracksOf(spec, reports);
  const [state, track] = statesOf(tracks);
  return { spec, reports, tracks, state, track, named: namesOf(spec, state) };
}
