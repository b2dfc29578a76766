//! Renders one assessment for people and for programs.
