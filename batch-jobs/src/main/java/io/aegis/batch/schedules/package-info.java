/** Fires schedules: each time once, whatever processes look. */
package io.aegis.batch.schedules;
