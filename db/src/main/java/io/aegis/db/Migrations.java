package io.aegis.db;

import io.aegis.deadline.Deadline;
import io.aegis.ledger.LedgerUnavailableException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the schema to this version of the product. The SQL is in {@code db/migration}. */
public final class Migrations {

    /** The newest migration, as the schema history names it. */
