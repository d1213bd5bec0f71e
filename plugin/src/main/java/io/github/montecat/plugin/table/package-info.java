/**
 * Tables of TOPCAT's as the agent is to have them, and results as TOPCAT is to have them: which columns may hold spectra,
 * a part of a table to be sent, columns of results in the rows they belong to.
 *
 * <p>In: a table's data model, in its original order and with hidden columns, and rows chosen from it. Out:
 * {@link io.github.montecat.plugin.table.SentTable} and {@link io.github.montecat.plugin.table.ResultColumns}.
 */
package io.github.montecat.plugin.table;
