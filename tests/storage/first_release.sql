-- A database as the first release made it, with a turn, a reply to send and an update to take.
BEGIN TRANSACTION;
CREATE TABLE files (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	conversation VARCHAR(200) NOT NULL, 
	name VARCHAR(400) NOT NULL, 
	format VARCHAR(10) NOT NULL, 
	content BLOB NOT NULL, 
	created_at DATETIME NOT NULL
);
INSERT INTO "files" VALUES(1,'telegram:1','a.pdf','pdf',X'25504446','2026-11-23 09:00:00.000000');
CREATE TABLE inbox (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	channel VARCHAR(40) NOT NULL, 
	update_key VARCHAR(200) NOT NULL, 
	conversation VARCHAR(200) NOT NULL, 
	payload JSON NOT NULL, 
	received_at DATETIME NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	attempts INTEGER NOT NULL, 
	next_at DATETIME NOT NULL, 
	error TEXT, 
	UNIQUE (channel, update_key)
);
INSERT INTO "inbox" VALUES(1,'telegram','900','telegram:1','{"update_id": 900}','2026-11-23 09:00:00.000000','new',0,'2026-11-23 09:00:00.000000',NULL);
CREATE TABLE outbox (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	channel VARCHAR(40) NOT NULL, 
	conversation VARCHAR(200) NOT NULL, 
	turn_key VARCHAR(200) NOT NULL, 
	position INTEGER NOT NULL, 
	reply JSON NOT NULL, 
	file INTEGER, 
	state VARCHAR(10) NOT NULL, 
	parts_sent INTEGER NOT NULL, 
	attempts INTEGER NOT NULL, 
	next_at DATETIME NOT NULL, 
	error TEXT, 
	UNIQUE (conversation, turn_key, position), 
	FOREIGN KEY(file) REFERENCES files (id)
);
INSERT INTO "outbox" VALUES(1,'telegram','telegram:1','899',0,'{"text": "Hello", "choices": [], "multi": false, "citations": [], "file": 1}',1,'new',0,0,'2026-11-23 09:00:00.000000',NULL);
CREATE TABLE schema (
	version INTEGER NOT NULL, 
	PRIMARY KEY (version)
);
INSERT INTO "schema" VALUES(1);
CREATE TABLE sessions (
	conversation VARCHAR(200) NOT NULL, 
	state JSON NOT NULL, 
	version INTEGER NOT NULL, 
	updated_at DATETIME NOT NULL, 
	PRIMARY KEY (conversation)
);
INSERT INTO "sessions" VALUES('telegram:1','{"conversation": "telegram:1", "lang": "en", "stated": {}, "pending": null, "queue": [], "situations": null, "unknown": [], "changes": [], "greeted": true, "done": false, "topic": []}',1,'2026-11-23 09:00:00.000000');
CREATE TABLE ticks (
	conversation VARCHAR(200) NOT NULL, 
	turn_key VARCHAR(200) NOT NULL, 
	position INTEGER NOT NULL, 
	chosen JSON NOT NULL, 
	PRIMARY KEY (conversation, turn_key, position)
);
CREATE TABLE turns (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	conversation VARCHAR(200) NOT NULL, 
	"key" VARCHAR(200) NOT NULL, 
	message JSON NOT NULL, 
	at DATETIME NOT NULL, 
	replies JSON NOT NULL, 
	offers_choices BOOLEAN NOT NULL, 
	UNIQUE (conversation, "key")
);
INSERT INTO "turns" VALUES(1,'telegram:1','899','{"text": "hello", "at": "2026-11-23T09:00:00+00:00", "choice": null, "lang": null}','2026-11-23 09:00:00.000000','[{"text": "Hello", "choices": [], "multi": false, "citations": [], "file": 1}]',0);
CREATE INDEX ix_files_conversation ON files (conversation);
CREATE INDEX inbox_conversation ON inbox (conversation);
CREATE INDEX inbox_waiting ON inbox (state, channel, conversation, id);
CREATE INDEX outbox_waiting ON outbox (state, channel, conversation, id);
COMMIT;
