/** What is removed once it is old. */
package io.aegis.db.retention;
