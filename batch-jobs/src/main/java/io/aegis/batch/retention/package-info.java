/** Removes what is old. */
package io.aegis.batch.retention;
