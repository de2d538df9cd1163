/** The database's part of the operator's command line. */
package io.aegis.db.command;
