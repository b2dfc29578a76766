//! Finds out which shape a type expects, by asking the type itself.
//!
//! The shape of a file is declared once, as structs that serde fills. To say everything that is wrong with a file, and
//! not only the first fault, the shape must also be known as data: here it is derived from those structs, by offering
//! them a value of each type that they ask for. Only used once something is wrong.

use std::fmt;
use std::iter::Enumerate;
use std::slice;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, forward_to_deserialize_any};

/// What a value in a file should be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Expected {
    /// Text.
    Text,
    /// True or false.
    Flag,
    /// Any value: what it means is checked elsewhere.
    Any,
    /// A list.
    List(Box<Expected>),
    /// An object with free keys.
    Entries(Box<Expected>),
    /// An object with these fields.
    Object(Vec<Field>),
}

/// A field of an object.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) is_required: bool,
    pub(super) expected: Expected,
}

impl Expected {
    /// Returns what `T` expects.
    pub(super) fn of<'de, T: Deserialize<'de>>() -> Self {
        let mut found = Self::Any;
        drop(T::deserialize(Probe { found: &mut found, without: None }));
        let mut fields = Vec::new();
        found.number_fields(&mut Vec::new(), &mut fields);
        for path in fields {
            let without_it = T::deserialize(Probe { found: &mut Self::Any, without: Some(&path) });
            if let (Err(Refused::Missing), Some(field)) = (without_it, found.field_at(&path)) {
                field.is_required = true;
            }
        }
        found
    }

    /// Collects the paths of all fields, as their numbers in the objects that hold them.
    fn number_fields(&self, path: &mut Vec<usize>, paths: &mut Vec<Vec<usize>>) {
        match self {
            Self::List(item) | Self::Entries(item) => item.number_fields(path, paths),
            Self::Object(fields) => {
                for (number, field) in fields.iter().enumerate() {
                    path.push(number);
                    paths.push(path.clone());
                    field.expected.number_fields(path, paths);
                    path.pop();
                }
            }
            Self::Text | Self::Flag | Self::Any => {}
        }
    }

    fn field_at(&mut self, path: &[usize]) -> Option<&mut Field> {
        match self {
            Self::List(item) | Self::Entries(item) => item.field_at(path),
            Self::Object(fields) => {
                let (number, rest) = path.split_first()?;
                let field = fields.get_mut(*number)?;
                if rest.is_empty() { Some(field) } else { field.expected.field_at(rest) }
            }
            Self::Text | Self::Flag | Self::Any => None,
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "text",
            Self::Flag => "true or false",
            Self::Any => "a value",
            Self::List(_) => "a list",
            Self::Entries(_) | Self::Object(_) => "an object",
        })
    }
}

/// Why a type refused what was offered.
#[derive(Debug)]
enum Refused {
    /// It misses a field.
    Missing,
    /// Anything else.
    Otherwise,
}

impl serde::de::Error for Refused {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::Otherwise
    }

    fn missing_field(_: &'static str) -> Self {
        Self::Missing
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for Refused {}

/// Offers a value of the type that is asked for, and notes that type.
struct Probe<'p> {
    found: &'p mut Expected,
    /// The path of a field to leave out.
    without: Option<&'p [usize]>,
}

impl<'de> Deserializer<'de> for Probe<'_> {
    type Error = Refused;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_unit()
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        *self.found = Expected::Flag;
        visitor.visit_bool(false)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        *self.found = Expected::Text;
        visitor.visit_borrowed_str("")
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_some(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let mut item = Expected::Any;
        let taken = visitor.visit_seq(One(Some(Probe { found: &mut item, without: self.without })));
        *self.found = Expected::List(Box::new(item));
        taken
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let mut value = Expected::Any;
        let taken = visitor.visit_map(One(Some(Probe { found: &mut value, without: self.without })));
        *self.found = Expected::Entries(Box::new(value));
        taken
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        let field = |name: &&'static str| Field { name, is_required: false, expected: Expected::Any };
        let mut found: Vec<Field> = fields.iter().map(field).collect();
        let taken = visitor.visit_map(Offered { fields: found.iter_mut().enumerate(), current: None, without: self.without });
        *self.found = Expected::Object(found);
        taken
    }

    /// Raw values, and the numbers made of them, come as newtypes: they accept any value.
    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Refused> {
        let mut null = serde_json::Deserializer::from_str("null");
        null.deserialize_newtype_struct(name, visitor).map_err(Refused::custom)
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct enum
        identifier ignored_any
    }
}

/// A list or an object with one item.
struct One<'f>(Option<Probe<'f>>);

impl<'de> SeqAccess<'de> for One<'_> {
    type Error = Refused;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Refused> {
        self.0.take().map(|probe| seed.deserialize(probe)).transpose()
    }
}

impl<'de> MapAccess<'de> for One<'_> {
    type Error = Refused;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Refused> {
        self.0.as_ref().map(|_| seed.deserialize(BorrowedStrDeserializer::new(""))).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Refused> {
        self.0.take().ok_or(Refused::Otherwise).and_then(|probe| seed.deserialize(probe))
    }
}

/// An object with all of its fields, except the one to leave out.
struct Offered<'p> {
    fields: Enumerate<slice::IterMut<'p, Field>>,
    current: Option<Probe<'p>>,
    without: Option<&'p [usize]>,
}

impl<'de> MapAccess<'de> for Offered<'_> {
    type Error = Refused;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Refused> {
        let (next, left_out) = (self.fields.next(), self.without.and_then(<[usize]>::split_first));
        let Some((number, field)) = next else { return Ok(None) };
        let without = match left_out {
            Some((first, [])) if *first == number => return self.next_key_seed(seed),
            Some((first, rest)) if *first == number => Some(rest),
            Some(_) | None => None,
        };
        self.current = Some(Probe { found: &mut field.expected, without });
        seed.deserialize(BorrowedStrDeserializer::new(field.name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Refused> {
        self.current.take().ok_or(Refused::Otherwise).and_then(|probe| seed.deserialize(probe))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Entries, Number, Object, Text, present};
    use super::*;

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only its shape matters")]
    struct Outer<'a> {
        #[serde(borrow)]
        id: Text<'a>,
        #[serde(default, deserialize_with = "present")]
        size: Option<Number<'a>>,
        items: Vec<Object<Inner<'a>>>,
        #[serde(default)]
        is_done: bool,
    }

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only its shape matters")]
    struct Inner<'a> {
        #[serde(borrow, default)]
        notes: Entries<'a, Text<'a>>,
        fit: Number<'a>,
    }

    #[test]
    fn a_type_says_its_fields_their_types_and_which_it_cannot_do_without() {
        let field = |name, is_required, expected| Field { name, is_required, expected };
        let inner = vec![field("notes", false, Expected::Entries(Box::new(Expected::Text))), field("fit", true, Expected::Any)];
        let outer = vec![
            field("id", true, Expected::Text),
            field("size", false, Expected::Any),
            field("items", true, Expected::List(Box::new(Expected::Object(inner)))),
            field("is_done", false, Expected::Flag),
        ];
        assert_eq!(Expected::of::<Object<Outer<'_>>>(), Expected::Object(outer));
    }
}
