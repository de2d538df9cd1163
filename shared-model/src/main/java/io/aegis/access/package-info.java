/**
 * What every door of the product asks before it asks for a role: by which name it was called, which page sent the request, and
 * which key came with it. Both applications decide it by the classes here.
 */
package io.aegis.access;
