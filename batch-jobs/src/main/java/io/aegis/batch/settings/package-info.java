/** Settings of the batch application. */
package io.aegis.batch.settings;
