//! Finds what is legal but poor in a questionnaire.
