/** The ways to the database. */
package io.aegis.batch.database;
