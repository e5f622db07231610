"""Ledgers (台账): one declaration gives list, filters, export, print, map and API."""
