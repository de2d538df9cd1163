/** What changed lately, whoever changed it: what live views are told. */
package io.aegis.db.changes;
