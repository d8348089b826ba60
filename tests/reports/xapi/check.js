// Holds exported statements against a published validator of xAPI 1.0.3 and against the rules of cmi5 (sections 9.1 to
// 9.7 of its specification). Also spoils good statements one way at a time: what checks must find that, or it proves
// nothing.
//
//   node check.js FILE…      FILE: a JSON array of statements, whole sessions; needs node_modules (xapi_validate)
'use strict';
const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');

const installed = createRequire(path.join(process.env.XAPI_MODULES, 'package.json'));
const validate = installed('@learninglocker/xapi-validation').default;

const adl = 'http://adlnet.gov/expapi/verbs/';
const cmi5 = 'https://w3id.org/xapi/cmi5/context/';
const defined = ['initialized', 'completed', 'passed', 'failed', 'terminated'];

const ids = (list) => (list || []).map((activity) => activity.id);
const seconds = (duration) => Number(/^PT(\d+(?:\.\d+)?)S$/.exec(duration || '')?.[1] ?? NaN);
const fourDecimals = (n) => Number.isFinite(n) && Math.abs(n * 1e4 - Math.round(n * 1e4)) < 1e-9;

// What is wrong with one statement by the rules of cmi5.
function checkStatement(s) {
  const wrong = [];
  const must = (holds, what) => holds || wrong.push(what);
  const verb = s.verb.id.startsWith(adl) ? s.verb.id.slice(adl.length) : s.verb.id;
  const ours = defined.includes(verb);
  const context = s.context || {};
  const result = s.result || {};
  const category = ids(context.contextActivities?.category);
  must(s.id, '9.1: no id');
  must(s.actor.objectType === 'Agent' && s.actor.account, '9.2: the actor is no account');
  must(s.object?.id, '9.4: no object');
  must(context.registration, '9.6.1: no registration');
  must(category.includes(cmi5 + 'categories/cmi5') === ours, '9.6.2.1: category cmi5');
  const moves = 'success' in result || 'completion' in result;
  must(category.includes(cmi5 + 'categories/moveon') === (ours && moves), '9.6.2.2: category moveon');
  const publisher = ids(context.contextActivities?.grouping);
  must(publisher.length > 0 && !publisher.includes(s.object.id), "9.6.2.3: the publisher's id");
  must(context.extensions?.[cmi5 + 'extensions/sessionid'], '9.6.3.1: no session');
  must(/Z$/.test(s.timestamp || ''), '9.7: no moment in UTC');
  if (!ours) return wrong;
  const judged = verb === 'passed' || verb === 'failed';
  must(!('score' in result) || judged, '9.5.1: a score where none belongs');
  must(result.success === (judged ? verb === 'passed' : undefined), '9.5.2: success');
  must(result.completion === (verb === 'completed' ? true : undefined), '9.5.3: completion');
  must(verb === 'initialized' || seconds(result.duration) >= 0, '9.5.4: no duration');
  if (judged) {
    const { scaled, raw, min, max } = result.score || {};
    const mastery = context.extensions[cmi5 + 'extensions/masteryscore'];
    must(scaled >= 0 && scaled <= 1, '9.5.1: scaled');
    must([raw, min, max].every(Number.isInteger) && min <= raw && raw <= max, '9.5.1: raw, min and max');
    must(Math.abs(scaled - (raw - min) / (max - min)) < 1e-9, 'scaled is not raw');
    must(fourDecimals(mastery) && mastery >= 0 && mastery <= 1, '9.6.3.2: mastery score');
    must(scaled >= mastery === (verb === 'passed'), '9.3.4, 9.3.5: verb and mastery score');
  }
  return wrong;
}

// What is wrong with a session: its statements in the order of their moments (9.3).
function checkSession(list) {
  const wrong = [];
  const verbs = list.map((s) => s.verb.id.slice(adl.length));
  const once = (verb) => verbs.filter((v) => v === verb).length;
  const times = list.map((s) => Date.parse(s.timestamp));
  if (times.some((t, i) => i > 0 && t <= times[i - 1])) wrong.push('the moments do not go forward');
  if (verbs[0] !== 'initialized' || once('initialized') !== 1) wrong.push('initialized is not first');
  if (verbs.at(-1) !== 'terminated' || once('terminated') !== 1) wrong.push('terminated is not last');
  if (once('completed') > 1 || once('passed') + once('failed') > 1) wrong.push('a verb stands twice');
  const ended = seconds(list.at(-1).result?.duration);
  if (Math.abs(ended * 1000 - (times.at(-1) - times[0])) > 10) wrong.push('9.5.4.1: duration of the session');
  if (new Set(list.map((s) => s.actor.account.name)).size !== 1) wrong.push('several people in one session');
  return wrong;
}

// Interactions: the response is one of the choices (xAPI, data, 2.4.4.1).
function checkInteraction(s) {
  const definition = s.object.definition || {};
  if (definition.interactionType !== 'choice') return [];
  const choices = ids(definition.choices);
  if (new Set(choices).size !== choices.length) return ['a choice stands twice'];
  return choices.includes(s.result.response) ? [] : ['the response is none of the choices'];
}

function problems(list) {
  const found = [];
  const note = (s, what) => found.push(`${s.id} ${s.verb?.id}: ${what}`);
  const sessions = new Map();
  const seen = new Set();
  for (const s of list) {
    const warnings = validate(s);
    for (const warning of warnings) note(s, `xAPI: ${warning.constructor.name} at ${warning.path.join('.')}`);
    if (warnings.length > 0) continue;
    if (seen.has(s.id)) note(s, 'its id stands twice');
    seen.add(s.id);
    for (const what of [...checkStatement(s), ...checkInteraction(s)]) note(s, what);
    const key = s.context?.registration;
    sessions.set(key, [...(sessions.get(key) || []), s]);
  }
  if (found.length === 0)
    for (const session of sessions.values()) for (const what of checkSession(session)) note(session[0], what);
  return found;
}

const spoilers = {
  'no actor': (s) => delete s.actor,
  'two ways to name somebody': (s) => (s.actor.mbox = 'mailto:a@example.com'),
  'a verb that is no address': (s) => (s.verb.id = 'answered'),
  'an id that is none': (s) => (s.id = 'first'),
  'a moment that is none': (s) => (s.timestamp = 'yesterday'),
  'a key nobody knows': (s) => (s.colour = 'red'),
  'a language that is none': (s) => (s.verb.display = { 'not a language': 'x' }),
  'an extension that is no address': (s) => (s.context.extensions.mood = 1),
  'no registration': (s) => delete s.context.registration,
  'no session': (s) => delete s.context.extensions[cmi5 + 'extensions/sessionid'],
  'no publisher': (s) => delete s.context.contextActivities.grouping,
  'no time zone': (s) => (s.timestamp = s.timestamp.slice(0, -1)),
  'another session': (s) => (s.context.registration = '00000000-0000-4000-8000-000000000000'),
};
const spoilersOf = {
  answered: {
    'a choice nobody had': (s) => s.object.definition.choices && (s.result.response = 'nothing-like-it'),
    'the category of cmi5': (s) => (s.context.contextActivities.category = [{ id: cmi5 + 'categories/cmi5' }]),
  },
  completed: {
    'no completion': (s) => delete s.result.completion,
    'no duration': (s) => delete s.result.duration,
    'no moveon': (s) => s.context.contextActivities.category.pop(),
    'a score': (s) => (s.result.score = { scaled: 1 }),
  },
  passed: {
    'too high a score': (s) => (s.result.score.scaled = 1.5),
    'a raw score above the highest': (s) => (s.result.score.raw = s.result.score.max + 1),
    'no success': (s) => (s.result.success = false),
    // Below a mark of nothing there is no score.
    'a score below the mark': (s) =>
      s.context.extensions[cmi5 + 'extensions/masteryscore'] > 0 && Object.assign(s.result.score, { scaled: 0, raw: 0 }),
  },
  terminated: { 'no duration': (s) => delete s.result.duration, 'a whole hour': (s) => (s.result.duration = 'PT3600S') },
};

// Every way to spoil every kind of statement must be noticed; gives the ways that were not, and how many there were.
function unnoticed(list) {
  const missed = [];
  let tried = 0;
  const kinds = new Map(list.map((s, at) => [s.verb.id.slice(adl.length) + (s.object.definition?.interactionType || ''), at]));
  for (const at of kinds.values()) {
    const verb = list[at].verb.id.slice(adl.length);
    for (const [way, spoil] of Object.entries({ ...spoilers, ...spoilersOf[verb] })) {
      const copy = JSON.parse(JSON.stringify(list));
      spoil(copy[at]);
      if (JSON.stringify(copy) === JSON.stringify(list)) continue;
      ++tried;
      if (problems(copy).length === 0) missed.push(`${verb}: ${way}`);
    }
  }
  return { missed, tried };
}

let failed = false;
for (const file of process.argv.slice(2)) {
  const list = JSON.parse(fs.readFileSync(file, 'utf8'));
  const found = problems(list);
  const { missed, tried } = found.length === 0 ? unnoticed(list) : { missed: [], tried: 0 };
  for (const line of found) console.error(line);
  for (const line of missed) console.error(`not noticed: ${line}`);
  console.log(`${path.basename(file)}: ${list.length} statements, ${found.length} findings; ` +
    `${tried} ways to spoil them, ${missed.length} not noticed`);
  failed ||= list.length === 0 || found.length > 0 || missed.length > 0;
}
process.exit(failed ? 1 : 0);
