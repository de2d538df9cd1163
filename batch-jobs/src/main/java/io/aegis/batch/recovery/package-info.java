/** Keeps this process alive to the others, and sees to what dead ones have left. */
package io.aegis.batch.recovery;
