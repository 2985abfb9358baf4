-- The books: PostgreSQL's copy of what the back journal says, written by the bookkeeper alone.
-- Amounts are bigint in the unit's smallest part (+ debit, - credit); times are epoch nanoseconds; a head is SHA-256.

CREATE TABLE books.ledger_account (
    ledger_account_id integer PRIMARY KEY,
    chart_number      integer NOT NULL,
    unit              integer NOT NULL,
    account_id        integer NOT NULL,
    party_id          integer NOT NULL,
    instrument_id     integer NOT NULL,
    unit_kind         smallint NOT NULL,
    capacity          smallint NOT NULL,
    seq               bigint NOT NULL,
    time_ns           bigint NOT NULL
);

CREATE TABLE books.entry (
    entry_id        bigint PRIMARY KEY,
    seq             bigint NOT NULL UNIQUE,
    time_ns         bigint NOT NULL,
    cause_journal   smallint NOT NULL,
    cause_seq       bigint NOT NULL,
    order_id        bigint NOT NULL,
    actor           integer NOT NULL,
    source_id       bigint NOT NULL,
    reverses        bigint UNIQUE,
    accounting_date date NOT NULL,
    trade_date      date,
    value_date      date,
    kind            smallint NOT NULL,
    text            text NOT NULL,
    CHECK (reverses < entry_id)
);

-- No foreign keys here: one look-up for each posting would cost more than the copying itself, and firm verify compares.
CREATE TABLE books.posting (
    entry_id          bigint NOT NULL,
    line              smallint NOT NULL,
    ledger_account_id integer NOT NULL,
    unit              integer NOT NULL,
    unit_kind         smallint NOT NULL,
    amount            bigint NOT NULL,
    debits            bigint NOT NULL,
    credits           bigint NOT NULL,
    version           bigint NOT NULL,
    PRIMARY KEY (entry_id, line),
    UNIQUE (ledger_account_id, version)
);

-- The one table that is updated: room on each page keeps its updates off the index.
CREATE TABLE books.balance (
    ledger_account_id integer PRIMARY KEY REFERENCES books.ledger_account,
    debits            bigint NOT NULL,
    credits           bigint NOT NULL,
    version           bigint NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE books.block (
    entry_id bigint PRIMARY KEY CHECK (entry_id % 1024 = 0),
    head     bytea NOT NULL CHECK (length(head) = 32)
);

CREATE TABLE books.day (
    business_date date PRIMARY KEY,
    seq           bigint NOT NULL UNIQUE,
    entries       bigint NOT NULL,
    head          bytea NOT NULL CHECK (length(head) = 32)
);

-- One row: how far the bookkeeper is, and who may go on. seq 0: nothing is booked yet. place: where the record lies.
-- A hint only: a copied journal keeps its seqs and CRCs, not its places.
CREATE TABLE books.position (
    one     boolean PRIMARY KEY DEFAULT true CHECK (one),
    seq     bigint NOT NULL,
    crc     bigint NOT NULL,
    epoch   bigint NOT NULL,
    place   bigint NOT NULL,
    entries bigint NOT NULL,
    head    bytea NOT NULL CHECK (length(head) = 32),
    fence   bigint NOT NULL
);
INSERT INTO books.position VALUES (true, 0, 0, 0, -1, 0, decode(repeat('00', 32), 'hex'), 0);

CREATE FUNCTION books.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of books.% refused: what is booked is final, a correction is a new entry', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER entry_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON books.entry
    FOR EACH STATEMENT EXECUTE FUNCTION books.refuse_change();
CREATE TRIGGER posting_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON books.posting
    FOR EACH STATEMENT EXECUTE FUNCTION books.refuse_change();

GRANT USAGE ON SCHEMA books TO ${writer};
GRANT SELECT ON ALL TABLES IN SCHEMA books TO ${writer};
GRANT INSERT ON books.ledger_account, books.entry, books.posting, books.balance, books.block, books.day TO ${writer};
GRANT UPDATE ON books.balance, books.position TO ${writer};
