-- The books by date and by knowledge: what each account stood at when a day was sealed, and what a day was valued at.
-- Rows of before lack what the journal says besides, so the books begin anew: the bookkeeper fills them from the journal.

ALTER TABLE books.entry DISABLE TRIGGER entry_is_final;
ALTER TABLE books.posting DISABLE TRIGGER posting_is_final;
TRUNCATE books.ledger_account, books.entry, books.posting, books.balance, books.block, books.day;
ALTER TABLE books.entry ENABLE TRIGGER entry_is_final;
ALTER TABLE books.posting ENABLE TRIGGER posting_is_final;
UPDATE books.position SET seq = 0, crc = 0, epoch = 0, place = -1, entries = 0,
    head = decode(repeat('00', 32), 'hex'), fence = fence + 1;

-- booking_date: the day that was open; accounting_date is another only for what was booked into a reopened day.
ALTER TABLE books.entry ADD COLUMN booking_date date NOT NULL, ADD COLUMN trader_id integer NOT NULL;
CREATE INDEX entry_late ON books.entry (accounting_date, entry_id) WHERE accounting_date <> booking_date;
CREATE INDEX entry_order ON books.entry (order_id) WHERE order_id <> 0;

-- A date has one row for its close and one for each time it was sealed again after a reopening.
ALTER TABLE books.day DROP CONSTRAINT day_pkey;
ALTER TABLE books.day ADD PRIMARY KEY (business_date, seq), ADD COLUMN time_ns bigint NOT NULL,
    ADD COLUMN resealed boolean NOT NULL;

-- Running balances at a day's close, of the accounts that moved since the close before.
CREATE TABLE books.closing (
    ledger_account_id integer NOT NULL,
    business_date     date NOT NULL,
    debits            bigint NOT NULL,
    credits           bigint NOT NULL,
    version           bigint NOT NULL,
    PRIMARY KEY (ledger_account_id, business_date)
);

-- Closing prices, x 10^-8.
CREATE TABLE books.price (
    business_date date NOT NULL,
    instrument_id integer NOT NULL,
    price_e8      bigint NOT NULL,
    PRIMARY KEY (business_date, instrument_id)
);

-- What one unit of a currency was worth in the base currency, x 10^-8; the base currency's own row says 1.
CREATE TABLE books.rate (
    business_date date NOT NULL,
    currency      integer NOT NULL,
    rate_e8       bigint NOT NULL,
    base_currency integer NOT NULL,
    PRIMARY KEY (business_date, currency)
);

GRANT SELECT, INSERT ON books.closing, books.price, books.rate TO ${writer};
