/** Zip archives as maps of members: what bundles and training checkpoints are made of. */
package io.github.montecat.archive;
