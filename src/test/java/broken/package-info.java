/**
 * Classes that break the rules of our style, each one rule, so that ArchitectureTests can
 * show that it finds them.
 */
package broken;
