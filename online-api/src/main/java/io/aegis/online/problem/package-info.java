/**
 * Problems as clients get them: type, title, status and what to do. Exceptions carry them; their texts never hold anything internal.
 */
package io.aegis.online.problem;
