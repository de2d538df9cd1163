/**
 * Maintenance windows that people announced. Processes read all of them every few seconds.
 */
package io.aegis.db.maintenance;
