/**
 * Before the program: {@link io.github.montecat.cli.launch.Launcher} is the jar's main class. It restarts Java where a
 * command needs what this virtual machine lacks, and then runs {@link io.github.montecat.cli.Montecat}.
 */
package io.github.montecat.cli.launch;
