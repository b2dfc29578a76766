//! Faults put into sound files, and the exact words in which each is refused.

/// What is replaced, by what, and the message.
type Refused = (&'static str, &'static str, &'static str);

/// Of the sample questionnaire.
pub(crate) const QUESTIONNAIRE: &[Refused] = &[
    (r#""choices": ["#, r#""choises": ["#, "line 28, column 7: questions[0].choises: unknown field `choises`, did you mean `choices`?"),
    (
        r#""ask": "Who pays?""#,
        r#""axe": "Who pays?""#,
        "line 42, column 7: questions[1].axe: unknown field `axe`, expected one of `id`, `label`, `section`, `importance`, `ask`, `why`, `look_up`, `evidence`, `choices`",
    ),
    (
        r#""ask": "Who pays?""#,
        r#""mitigations": {}, "ask": "Who pays?""#,
        "line 42, column 7: questions[1].mitigations: a question has no `mitigations` any more; expected each one as the `mitigation` of the effect whose fit is below 0, in `choices[..].effects`",
    ),
    (
        r#""id": "money","#,
        r#""id": "money", "label": "A label of 25 characters.","#,
        "line 41, column 31: questions[1].label: found 25 characters, expected at most 24",
    ),
    (r#""ask": "Who pays?","#, "", "line 40, column 5: questions[1]: the field `ask` is missing"),
    (
        r#""id": "walk", "#,
        "",
        "line 51, column 5: evidence[0]: the field `id` is missing; so there is no evidence `walk`, which is used once",
    ),
    (
        r#""because": "Too slow.""#,
        r#""unless": "Never.""#,
        "line 34, column 101: questions[0].choices[0].rules_out.bistro: the field `because` is missing",
    ),
    (r#""fit": -2"#, r#""because": "x""#, "line 33, column 90: questions[0].choices[0].effects.bistro: the field `fit` is missing"),
    (
        r#""ask": "Who pays?""#,
        r#""ask": "Who pays?", "ask": "x""#,
        "line 42, column 27: questions[1].ask: `ask` stands here twice, first at line 42, column 7; expected each key once",
    ),
    (
        r#"{ "fit": 1 }"#,
        r#"{ "fit": 1, "fit": 2 }"#,
        "line 36, column 87: questions[0].choices[1].effects.bistro.fit: `fit` stands here twice, first at line 36, column 77; expected each key once",
    ),
    (r#""ask": "Who pays?""#, r#""ask": 3"#, "line 42, column 14: questions[1].ask: found `3`, expected text"),
    (r#""ask": "Who pays?""#, r#""ask": true"#, "line 42, column 14: questions[1].ask: found `true`, expected text"),
    (r#""why": "Far is slow.""#, r#""why": null"#, "line 25, column 14: questions[0].why: found null, expected text"),
    (
        r#""sections": ["#,
        r#""sections": null, "glossary": ["#,
        "line 16, column 15: sections: found null, expected a list\nline 17, column 7: glossary[0].id: unknown field `id`, expected one of `term`, `means`\nline 17, column 22: glossary[0].title: unknown field `title`, expected one of `term`, `means`\nline 17, column 40: glossary[0].asks: unknown field `asks`, expected one of `term`, `means`\nline 53, column 3: glossary: `glossary` stands here twice, first at line 16, column 21; expected each key once",
    ),
    (r#""ask": "Who pays?""#, r#""ask": ["x"]"#, "line 42, column 14: questions[1].ask: found a list, expected text"),
    (r#""ask": "Who pays?""#, r#""ask": {"x": 1}"#, "line 42, column 14: questions[1].ask: found an object, expected text"),
    (
        r#"{ "id": "us", "text": "Each of us" }"#,
        r#"["us", "Each of us"]"#,
        "line 44, column 9: questions[1].choices[0]: found a list, expected an object",
    ),
    (r#""evidence": ["walk"]"#, r#""evidence": "walk""#, r#"line 27, column 19: questions[0].evidence: found "walk", expected a list"#),
    (r#""evidence": ["walk"]"#, r#""evidence": {}"#, "line 27, column 19: questions[0].evidence: found an object, expected a list"),
    (
        r#""effects": { "bistro": { "fit": 1 } }"#,
        r#""effects": []"#,
        "line 36, column 63: questions[0].choices[1].effects: found a list, expected an object",
    ),
    (
        r#""mixes": ["canteen", "bistro"]"#,
        r#""mixes": ["canteen", "pub", "canteen"]"#,
        "line 14, column 61: alternatives[2].mixes[1]: there is no alternative `pub`, expected one of `bistro`, `canteen`, `home`\nline 14, column 68: alternatives[2].mixes[2]: `canteen` stands here twice, first in alternatives[2].mixes[0]",
    ),
    (
        r#""family": "out", "first_steps""#,
        r#""family": "in", "first_steps""#,
        "line 13, column 55: alternatives[1].family: there is no family `in`, expected one of `out`",
    ),
    (
        r#""fit": 1"#,
        r#""fit": 3"#,
        "line 36, column 84: questions[0].choices[1].effects.bistro.fit: found 3, expected a whole number from -2 to 2",
    ),
    (
        r#""fit": 1"#,
        r#""fit": -3"#,
        "line 36, column 84: questions[0].choices[1].effects.bistro.fit: found -3, expected a whole number from -2 to 2",
    ),
    (
        r#""fit": 1"#,
        r#""fit": 1.5"#,
        "line 36, column 84: questions[0].choices[1].effects.bistro.fit: found 1.5, expected a whole number from -2 to 2",
    ),
    (
        r#""fit": 1"#,
        r#""fit": "1""#,
        r#"line 36, column 84: questions[0].choices[1].effects.bistro.fit: found "1", expected a whole number from -2 to 2"#,
    ),
    (
        r#""fit": 1"#,
        r#""fit": 1e999"#,
        "line 36, column 84: questions[0].choices[1].effects.bistro.fit: found 1e999, expected a whole number from -2 to 2",
    ),
    (
        r#""fit": 1"#,
        r#""fit": NaN"#,
        "line 36, column 84: questions[0].choices[1].effects.bistro.fit: this is no JSON value, expected text, a number, an object, a list, true or false; a fit is a whole number from -2 to 2",
    ),
    (
        r#""fit": 1"#,
        r#""fit": 1.0"#,
        "line 36, column 84: questions[0].choices[1].effects.bistro.fit: found 1.0, expected a whole number from -2 to 2",
    ),
    (
        r#""fit": 1"#,
        r#""fit": null"#,
        "line 36, column 84: questions[0].choices[1].effects.bistro.fit: found null, expected a whole number from -2 to 2",
    ),
    (
        r#""fit": 1"#,
        r#""fit": 99999999999999999999"#,
        "line 36, column 84: questions[0].choices[1].effects.bistro.fit: found 99999999999999999999, expected a whole number from -2 to 2",
    ),
    (r#""id": "money""#, r#""id": "time""#, "line 41, column 13: questions[1].id: `time` stands here twice, first in questions[0]"),
    (
        r#""id": "guest""#,
        r#""id": "us""#,
        "line 46, column 17: questions[1].choices[2].id: `us` stands here twice, first in questions[1].choices[0]",
    ),
    (
        r#""id": "bistro""#,
        r#""id": "canteen""#,
        "line 13, column 13: alternatives[1].id: `canteen` stands here twice, first in alternatives[0]; so there is no alternative `bistro`, which is used 5 times",
    ),
    (
        r#""id": "guest""#,
        r#""id": "Gäst""#,
        "line 46, column 17: questions[1].choices[2].id: found `Gäst`, expected an id: 1 to 40 of the characters a-z, 0-9 and -",
    ),
    (
        r#""id": "guest""#,
        r#""id": """#,
        "line 46, column 17: questions[1].choices[2].id: found ``, expected an id: 1 to 40 of the characters a-z, 0-9 and -",
    ),
    (
        r#""id": "guest""#,
        r#""id": "a-very-long-id-that-has-forty-one-characters-""#,
        "line 46, column 17: questions[1].choices[2].id: found `a-very-long-id-that-has-forty-one-characters-`, expected an id: 1 to 40 of the characters a-z, 0-9 and -",
    ),
    (
        r#""id": "guest""#,
        r#""id": "unknown""#,
        "line 46, column 17: questions[1].choices[2].id: found `unknown`, expected another id: this one is reserved",
    ),
    (
        r#""id": "guest""#,
        r#""id": "not_applicable""#,
        "line 46, column 17: questions[1].choices[2].id: found `not_applicable`, expected another id: this one is reserved",
    ),
    (
        r#""id": "lunch""#,
        r#""id": "Lunch""#,
        "line 3, column 9: id: found `Lunch`, expected an id: 1 to 40 of the characters a-z, 0-9 and -",
    ),
    (
        r#""evidence": ["walk"]"#,
        r#""evidence": ["walk", "wolk"]"#,
        "line 27, column 28: questions[0].evidence[1]: there is no evidence `wolk`, did you mean `walk`?",
    ),
    (
        r#""separates": ["time"]"#,
        r#""separates": ["tame"]"#,
        "line 46, column 97: questions[1].choices[2].separates[0]: there is no question `tame`, did you mean `time`?",
    ),
    (
        r#""separates": ["time"]"#,
        r#""separates": ["time", "money", "time"]"#,
        "line 46, column 114: questions[1].choices[2].separates[2]: `time` stands here twice, first in questions[1].choices[2].separates[0]",
    ),
    (
        r#""section": "needs""#,
        r#""section": "wishes""#,
        "line 22, column 18: questions[0].section: there is no section `wishes`, expected one of `needs`",
    ),
    (
        r#""importance": "high""#,
        r#""importance": "higher""#,
        "line 23, column 21: questions[0].importance: found `higher`, expected one of `leave_out`, `low`, `normal`, `high`, `critical`",
    ),
    (
        r#""shelf_life": "slow""#,
        r#""shelf_life": "quick""#,
        "line 51, column 126: evidence[0].shelf_life: found `quick`, expected one of `durable`, `slow`, `volatile`",
    ),
    (
        r#""dated": "2026-11""#,
        r#""dated": "2026-13""#,
        "line 51, column 101: evidence[0].dated: found `2026-13`, expected a date such as 2026, 2026-11 or 2026-11-23",
    ),
    (
        r#""dated": "2026-11""#,
        r#""dated": "11/2026""#,
        "line 51, column 101: evidence[0].dated: found `11/2026`, expected a date such as 2026, 2026-11 or 2026-11-23",
    ),
    (
        r#""as_of": "2026-11""#,
        r#""as_of": "autumn""#,
        "line 6, column 12: as_of: found `autumn`, expected a date such as 2026, 2026-11 or 2026-11-23",
    ),
    (r#""schema": 1"#, r#""schema": 0"#, "line 2, column 49: schema: found 0, expected 1"),
    (r#""schema": 1"#, r#""schema": -1"#, "line 2, column 49: schema: found -1, expected 1"),
    (r#""schema": 1"#, r#""schema": "1""#, r#"line 2, column 49: schema: found "1", expected 1"#),
    (
        r#""schema": 1"#,
        r#""kind": "weigh-session", "schema": 1"#,
        "line 2, column 47: kind: found `weigh-session`, expected a questionnaire, which has no `kind`",
    ),
    (
        r#""Who pays?""#,
        r#""Who\x pays?""#,
        r#"line 42, column 19: questions[1].ask: unknown escape, expected \", \\, \/, \b, \f, \n, \r, \t or \u and four digits"#,
    ),
    (
        r#""Who pays?""#,
        r#""Who\ud800 pays?""#,
        r"line 42, column 24: questions[1].ask: half of an escaped character, expected both halves, such as \ud83d\ude00",
    ),
    (
        r#""Who pays?""#,
        "Who pays?",
        "line 42, column 14: questions[1].ask: this is no JSON value, expected text, a number, an object, a list, true or false",
    ),
    (
        r#""Who pays?""#,
        "tru",
        "line 42, column 14: questions[1].ask: found `tru`, expected text\nline 42, column 17: questions[1].ask: this is no JSON value, expected text, a number, an object, a list, true or false",
    ),
    (r#""Who pays?""#, "1e999", "line 42, column 18: questions[1].ask: this number is too large, expected a smaller one"),
    (r#""ask": "Who pays?""#, r#"'ask': "Who pays?""#, "line 42, column 7: questions[1]: expected double quotes: JSON knows no others"),
    (r#""ask": "Who pays?","#, r#""ask": "Who pays?""#, "line 43, column 7: questions[1].ask: expected `,` or `}`"),
    (
        r#""means": "Small restaurant." }"#,
        r#""means": "Small restaurant.", }"#,
        "line 54, column 55: glossary[0]: a comma before the closing bracket, expected none",
    ),
    (
        r#""Who pays?""#,
        r#""Who
pays?""#,
        r"line 42, column 18: questions[1].ask: a line break or control character inside a text, expected \n or another escape",
    ),
    (
        r#""ask": "Who pays?""#,
        "\"a\u{1b}[31msk\": \"Who pays?\"",
        r"line 42, column 9: questions[1]: a line break or control character inside a text, expected \n or another escape",
    ),
    (
        r#""ask": "Who pays?""#,
        "\"a\\u001b[31msk\u{202e}\": \"Who pays?\"",
        "line 42, column 7: questions[1].a�[31msk�: unknown field `a�[31msk�`, expected one of `id`, `label`, `section`, `importance`, `ask`, `why`, `look_up`, `evidence`, `choices`",
    ),
    (
        r#""id": "guest""#,
        r#""id": "g\u001b]0;x""#,
        "line 46, column 17: questions[1].choices[2].id: found `g�]0;x`, expected an id: 1 to 40 of the characters a-z, 0-9 and -",
    ),
];

/// Of the sample session.
pub(crate) const SESSION: &[Refused] = &[
    (r#""kind": "weigh-session""#, r#""kind": "weigh-ballot""#, "line 2, column 11: kind: found `weigh-ballot`, expected `weigh-session`"),
    (r#""kind": "weigh-session","#, "", "line 1, column 1: kind: missing, expected `weigh-session`: this may be a questionnaire"),
    (r#""schema": 1"#, r#""schema": []"#, "line 3, column 13: schema: found [], expected 1"),
    (r#""title": "Lunch on Friday","#, "", "line 1, column 1: the field `title` is missing"),
    (r#""context": "It rains.""#, r#""context": null"#, "line 5, column 14: context: found null, expected text"),
    (r#""context": "It rains.""#, r#""contxt": "It rains.""#, "line 5, column 3: contxt: unknown field `contxt`, did you mean `context`?"),
    (
        r#""2026-11-23T10:00:00Z""#,
        r#""2026-11-23""#,
        "line 6, column 14: created: found `2026-11-23`, expected a time such as 2026-11-23T10:00:00Z",
    ),
    (
        r#""2026-11-23T10:00:00Z""#,
        r#""2026-11-23 10:00:00Z""#,
        "line 6, column 14: created: found `2026-11-23 10:00:00Z`, expected a time such as 2026-11-23T10:00:00Z",
    ),
    (
        r#""2026-11-23T10:00:00Z""#,
        r#""2026-11-23T10:00:00""#,
        "line 6, column 14: created: found `2026-11-23T10:00:00`, expected a time such as 2026-11-23T10:00:00Z",
    ),
    (
        r#""2026-11-23T10:00:00Z""#,
        r#""2026-02-30T10:00:00Z""#,
        "line 6, column 14: created: found `2026-02-30T10:00:00Z`, expected a time such as 2026-11-23T10:00:00Z",
    ),
    (
        r#""2026-11-23T10:00:00Z""#,
        r#""2026-11-23T10:00:00Z[UTC]""#,
        "line 6, column 14: created: found `2026-11-23T10:00:00Z[UTC]`, expected a time such as 2026-11-23T10:00:00Z",
    ),
    (
        r#""mode": "in_turns""#,
        r#""mode": "in turns""#,
        "line 7, column 11: mode: found `in turns`, expected one of `together`, `called_out`, `in_turns`, `on_devices`, `from_ballots`",
    ),
    (
        r#""name": "Bo""#,
        r#""name": "aNa""#,
        "line 14, column 15: participants[1].name: `ana` stands here twice, first in participants[0]; so there is no participant `Bo`, which is used 4 times",
    ),
    (
        r#""name": "Bo""#,
        r#""name": """#,
        "line 14, column 15: participants[1].name: found no name, expected 1 to 40 characters; so there is no participant `Bo`, which is used 4 times",
    ),
    (
        r#""name": "Bo""#,
        r#""name": "Bobobobobobobobobobobobobobobobobobobobob""#,
        "line 14, column 15: participants[1].name: found 41 characters, expected at most 40; so there is no participant `Bo`, which is used 4 times",
    ),
    (
        r#""money": "low""#,
        r#""money": "lo""#,
        "line 18, column 14: importance.money: found `lo`, expected one of `leave_out`, `low`, `normal`, `high`, `critical`",
    ),
    (r#""money": "low""#, r#""mony": "low""#, "line 18, column 5: importance.mony: there is no question `mony`, did you mean `money`?"),
    (
        r#""money": "low""#,
        r#""money": "low", "money": "high""#,
        "line 18, column 21: importance.money: `money` stands here twice, first at line 18, column 5; expected each key once",
    ),
    (
        r#""answer": "little""#,
        r#""answer": "litle""#,
        "line 22, column 17: answers.time.answer: there is no choice `litle`, did you mean `little`?",
    ),
    (
        r#""answer": "little""#,
        r#""reason": "x", "answer": "little""#,
        "line 22, column 17: answers.time.reason: a reason belongs to the answer `not_applicable`; other words go into `note`",
    ),
    (
        r#""answer": "little","#,
        "",
        "line 24, column 21: answers.time.assumption: only an answer can be an assumption; without `answer` the question is open",
    ),
    (
        r#""assumption": true"#,
        r#""assumption": "yes""#,
        r#"line 24, column 21: answers.time.assumption: found "yes", expected true or false"#,
    ),
    (
        r#""time": {
      "answer""#,
        r#""time": { "answer": "much" }, "time": {
      "answer""#,
        "line 21, column 35: answers.time: `time` stands here twice, first at line 21, column 5; expected each key once",
    ),
    (
        r#""Bo": "unknown""#,
        r#""Eve": "unknown""#,
        "line 35, column 9: votes.time[0].Eve: there is no participant `Eve`, expected one of `Ana`, `Bo`",
    ),
    (
        r#""Bo": "unknown""#,
        r#""Bo": "not_applicable""#,
        "line 35, column 15: votes.time[0].Bo: there is no choice `not_applicable`, expected one of `little`, `much`, `unknown`",
    ),
    (
        r#""Bo": "unknown""#,
        r#""Bo": "unknown", "Bo": "much""#,
        "line 35, column 26: votes.time[0].Bo: `Bo` stands here twice, first at line 35, column 9; expected each key once",
    ),
    (
        r#""question": "money""#,
        r#""question": "cash""#,
        "line 44, column 17: round.question: there is no question `cash`, expected one of `money`, `time`",
    ),
    (
        r#""Bo": "firm""#,
        r#""Bo": "much""#,
        "line 46, column 13: round.votes.Bo: there is no choice `much`, expected one of `us`, `firm`, `guest`, `unknown`",
    ),
    (
        r#""Ana": "Not again.""#,
        r#""ana": "Not again.""#,
        "line 51, column 7: member_notes.time.ana: there is no participant `ana`, did you mean `Ana`?",
    ),
    (
        r#""home": "Eve drives.""#,
        r#""pub": "Eve drives.""#,
        "line 56, column 7: waivers.time.pub: there is no alternative `pub`, expected one of `bistro`, `canteen`, `home`",
    ),
    (r#""what": "Ask Eve""#, r#""waht": "Ask Eve""#, "line 62, column 7: follow_ups[0].waht: unknown field `waht`, did you mean `what`?"),
    (
        r#""question": "time""#,
        r#""question": "tim""#,
        "line 61, column 19: follow_ups[0].question: there is no question `tim`, did you mean `time`?",
    ),
    (
        r#""due": "2026-12-24""#,
        r#""due": "24.12.""#,
        "line 64, column 14: follow_ups[0].due: found `24.12.`, expected a date such as 2026-12-24",
    ),
    (
        r#""due": "2026-12-24""#,
        r#""due": "2026-12""#,
        "line 64, column 14: follow_ups[0].due: found `2026-12`, expected a date such as 2026-12-24",
    ),
    (r#""Bo": 1"#, r#""Bo": 0"#, "line 73, column 11: confidence.Bo: found 0, expected a whole number from 1 to 5"),
    (r#""Bo": 1"#, r#""Bo": 6"#, "line 73, column 11: confidence.Bo: found 6, expected a whole number from 1 to 5"),
    (
        r#""Bo": 1"#,
        r#""Eve": 6"#,
        "line 73, column 5: confidence.Eve: there is no participant `Eve`, expected one of `Ana`, `Bo`\nline 73, column 12: confidence.Eve: found 6, expected a whole number from 1 to 5",
    ),
    (
        r#""status": "accepted""#,
        r#""status": "done""#,
        "line 77, column 15: decision.status: found `done`, expected one of `proposed`, `accepted`, `rejected`, `superseded`",
    ),
    (
        r#""alternative": "home""#,
        r#""alternative": "house""#,
        "line 76, column 20: decision.alternative: there is no alternative `house`, expected one of `bistro`, `canteen`, `home`",
    ),
    (
        r#""at": "2026-11-23T11:30:00Z""#,
        r#""at": "later""#,
        "line 84, column 13: log[0].at: found `later`, expected a time such as 2026-11-23T10:00:00Z",
    ),
    (
        r#""questionnaire": {"#,
        r#""questionnaire": [], "x": {"#,
        "line 88, column 20: questionnaire: found a list, expected an object\nline 88, column 24: x: unknown field `x`, expected one of `$schema`, `kind`, `schema`, `title`, `context`, `created`, `mode`, `participants`, `importance`, `answers`, `votes`, `round`, `member_notes`, `waivers`, `follow_ups`, `confidence`, `worksheets`, `decision`, `result_seen`, `log`, `questionnaire`",
    ),
    (
        r#""fit": 1"#,
        r#""fit": 3"#,
        "line 123, column 86: questionnaire.questions[0].choices[1].effects.bistro.fit: found 3, expected a whole number from -2 to 2",
    ),
    (r#""id": "lunch""#, r#""ID": "lunch""#, "line 90, column 5: questionnaire.ID: unknown field `ID`, did you mean `id`?"),
    (
        r#""id": "money""#,
        r#""id": "time""#,
        "line 22, column 17: answers.time.answer: there is no choice `little`, expected one of `us`, `firm`, `guest`, `unknown` (2 more places: lines 34, 39)\nline 38, column 16: votes.time[1].Ana: there is no choice `much`, expected one of `us`, `firm`, `guest`, `unknown`\nline 128, column 15: questionnaire.questions[1].id: `time` stands here twice, first in questionnaire.questions[0]; so there is no question `money`, which is used 3 times",
    ),
];

/// Of the sample ballot.
pub(crate) const BALLOT: &[Refused] = &[
    (r#""kind": "weigh-ballot""#, r#""kind": "weigh-session""#, "line 2, column 11: kind: found `weigh-session`, expected `weigh-ballot`"),
    (r#""name": "Chi""#, r#""name": " ""#, "line 4, column 11: name: found no name, expected 1 to 40 characters"),
    (r#""role": "finance""#, r#""role": 1"#, "line 5, column 11: role: found `1`, expected text"),
    (r#""time": "much""#, r#""tea": "much""#, "line 16, column 5: votes.tea: there is no question `tea`, expected one of `money`, `time`"),
    (
        r#""time": "much""#,
        r#""time": "not_applicable""#,
        "line 16, column 13: votes.time: found `not_applicable`, expected another id: this one is reserved",
    ),
    (
        r#""time": "much""#,
        r#""time": "Much""#,
        "line 16, column 13: votes.time: found `Much`, expected an id: 1 to 40 of the characters a-z, 0-9 and -",
    ),
    (
        r#""money": "Ask the firm.""#,
        r#""cash": "Ask the firm.""#,
        "line 20, column 5: notes.cash: there is no question `cash`, expected one of `money`, `time`",
    ),
    (r#""version": "1.0","#, "", "line 6, column 20: questionnaire: the field `version` is missing"),
    (
        r#""sha256": ""#,
        r#""sha256": "X"#,
        "line 9, column 15: questionnaire.sha256: found `Xa73d0dedd974ba44e9d53dad0f0b0843946516b26c86822309a681d624…`, expected a SHA-256: 64 of the characters 0-9 and a-f",
    ),
    (
        r#""votes": {"#,
        r#""votes": [], "vote": {"#,
        "line 15, column 12: votes: found a list, expected an object\nline 15, column 16: vote: unknown field `vote`, did you mean `votes`?",
    ),
];
