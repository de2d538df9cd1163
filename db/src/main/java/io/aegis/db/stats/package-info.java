/** Counts for the administrator, taken from the rows at the moment they are asked for. */
package io.aegis.db.stats;
